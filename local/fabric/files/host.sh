#!/bin/bash
# Start a host of the fabric that is not a node (router, client, bastion): a cgroup, the namespace of the network that the
# fabric made for it, the node image's programs, a name. No systemd.
# $1 name, $2 image, $3 a file for its /etc/hosts, $4 further options of the overlay.
set -euo pipefail
name=$1

mkdir "/sys/fs/cgroup/$name"
echo $$ >"/sys/fs/cgroup/$name/cgroup.procs"
mkdir -p "/run/halab/$name/"{upper/etc,work,root}
cp "$3" "/run/halab/$name/upper/etc/hosts"
exec nsenter --net="/run/netns/$name" unshare --uts --mount -- "${0%/*}/host-inside.sh" "$name" "$2" "${4:-}"
