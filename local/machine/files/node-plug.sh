#!/bin/bash
# The second half of node-boot.sh, in a fresh network namespace: plug the cable in and start. Stays while the node is on.
# $1 name, $2 MAC address, $3 port of the switch, $4 bridge, $5 root file system, $6 cgroup of this boot.
set -uo pipefail

# The switch is the network namespace of the capsule's PID 1. After a power cut the old card stays there until the kernel has
# cleaned up the namespace that it was in.
nsenter --target 1 --net ip link delete "$3" 2>/dev/null
ip link add eth0 address "$2" type veth peer name "$3" netns 1 || exit
nsenter --target 1 --net ip link set "$3" master "$4" up || exit

# 133 asks for another start: the node reboots. Its card has come back to this namespace.
code=133
while [ "$code" -eq 133 ]; do
	systemd-nspawn --boot --directory="$5" --machine="$1" --hostname="$1" --network-interface=eth0 --register=no \
		--keep-unit --settings=no --link-journal=no --resolv-conf=off --timezone=off --console=read-only
	code=$?
	# systemd hangs when it finds the groups of an earlier start.
	find "$6" -mindepth 1 -depth -type d -exec rmdir {} \;
done
exit "$code"
