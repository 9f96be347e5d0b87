#!/bin/sh
# Between the essential packages and the others: do not compile each Python package when it is installed. customize.sh has
# Python compile what is used, which is a quarter of it.
# And let openssh-server find host keys: it would make some, which takes a second and which all machines would share.
set -eu
root=$1
dpkg-divert --root="$root" --quiet --local --rename --divert /usr/bin/py3compile.real --add /usr/bin/py3compile
ln -s /bin/true "$root/usr/bin/py3compile"
mkdir -p "$root/etc/ssh"
for kind in rsa ecdsa ed25519; do : >"$root/etc/ssh/ssh_host_${kind}_key"; done
