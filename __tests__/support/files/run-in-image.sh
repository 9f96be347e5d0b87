#!/bin/bash
# Run a script in a throw-away copy of the node image $1. Called in fresh mount, PID, network, UTS and IPC namespaces.
# Standard input: for each file a line with its path, one with its mode, one with its size in bytes, and its content; then
# the line "." and the script to run. $2: further options of the overlay.
set -euo pipefail
image=$1

mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs /run
mkdir /run/upper /run/work /run/root
mount -t overlay -o "lowerdir=$image,upperdir=/run/upper,workdir=/run/work${2:+,$2}" overlay /run/root
cd /run/root

mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
"${0%/*}/../../../local/machine/files/minimal-dev.sh" dev
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp

ip -batch - <<'EOF'
link set lo up
link add eth0 type veth peer name eth0-peer
link set eth0-peer up
link set eth0 up
EOF
hostname node-image

while IFS= read -r path && [ "$path" != . ]; do
	IFS= read -r mode
	IFS= read -r size
	mkdir -p ".$(dirname "$path")"
	head -c "$size" >".$path"
	chmod "$mode" ".$path"
done
cat >run/script
exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 TERM=dumb \
	chroot . /bin/bash /run/script </dev/null
