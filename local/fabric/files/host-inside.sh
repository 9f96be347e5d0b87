#!/bin/bash
# The second half of host.sh, in the host's own namespaces. $1 name, $2 image, $3 further options of the overlay.
set -euo pipefail
name=$1 image=$2 disk=/run/halab/$1

mount -t overlay -o "lowerdir=$image,upperdir=$disk/upper,workdir=$disk/work${3:+,$3}" overlay "$disk/root"
hostname "$name"
mount -t proc proc "$disk/root/proc"
mount -t sysfs -o ro sysfs "$disk/root/sys"
"${0%/*}/../../machine/files/minimal-dev.sh" "$disk/root/dev"
mount -t tmpfs -o mode=755 tmpfs "$disk/root/run"
exec chroot "$disk/root" sleep infinity
