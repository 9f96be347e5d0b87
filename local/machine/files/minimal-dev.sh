#!/bin/bash
# Mount a /dev on the directory $1 that holds what programs need and nothing that leads to this computer's disks or consoles.
set -euo pipefail
dev=$1

mount -t tmpfs -o mode=755,nosuid tmpfs "$dev"
mkdir "$dev/pts" "$dev/shm"
for device in null zero full random urandom tty; do
	: >"$dev/$device"
	mount --bind "/dev/$device" "$dev/$device"
done
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$dev/pts"
mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$dev/shm"
ln -s pts/ptmx "$dev/ptmx"
ln -s /proc/self/fd "$dev/fd"
ln -s fd/0 "$dev/stdin"
ln -s fd/1 "$dev/stdout"
ln -s fd/2 "$dev/stderr"
