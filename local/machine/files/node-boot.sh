#!/bin/bash
# Power a node on, inside the capsule. Stays while the node is on.
# $1 name, $2 image, $3 cgroup of this boot, $4 MAC address, $5 port of the switch, $6 bridge, $7 directory with what the
# disk has besides the image, $8 further options of the overlay.
set -euo pipefail
name=$1 cgroup=/sys/fs/cgroup/$3 mac=$4 port=$5 bridge=$6
disk=/run/halab/$name

# Fails when somebody else is powering the node on at the same time. Each boot has a fresh group, because systemd hangs when
# it finds the groups of an earlier one.
mkdir "$cgroup"
echo $$ >"$cgroup/cgroup.procs"
# Only this node's own groups are looked at: those of a node that boots at the same time come and go.
for old in "/sys/fs/cgroup/$name".*; do
	[ "$old" = "$cgroup" ] || find "$old" -depth -type d -exec rmdir {} \;
done

# A disk that is there is used again: then cloud-init knows the instance and does not run the user data a second time.
if [ ! -d "$disk" ]; then
	mkdir -p "$disk/work" "$disk/root" "$disk/upper"
	cp -R --preserve=mode "$7"/. "$disk/upper/"
	chmod 755 "$disk/upper"
	mount -t overlay -o "lowerdir=$2,upperdir=$disk/upper,workdir=$disk/work${8:+,$8}" overlay "$disk/root"
fi

# systemd-nspawn takes the network card from a namespace that lives as long as this boot.
exec unshare --net -- "${0%/*}/node-plug.sh" "$name" "$mac" "$port" "$bridge" "$disk/root" "$cgroup"
