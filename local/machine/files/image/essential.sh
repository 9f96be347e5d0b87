#!/bin/sh
# Between the essential packages and the others: do not compile each Python package when it is installed. customize.sh has
# Python compile what is used, which is a quarter of it.
set -eu
root=$1
dpkg-divert --root="$root" --quiet --local --rename --divert /usr/bin/py3compile.real --add /usr/bin/py3compile
ln -s /bin/true "$root/usr/bin/py3compile"
