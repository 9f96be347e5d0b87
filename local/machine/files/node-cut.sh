#!/bin/bash
# Cut a node's power, inside the capsule: from one moment to the next nothing leaves its network card, then every process is
# gone. $1 port of the switch, $2 cgroup of the boot.
set -euo pipefail
cgroup=/sys/fs/cgroup/$2

# The card keeps its carrier, so nothing in the node notices before it ends.
ip link set "$1" type bridge_slave state 0 || true
if [ -e "$cgroup/cgroup.kill" ]; then
	echo 1 >"$cgroup/cgroup.kill"
else
	mapfile -t pids < <(find "$cgroup" -name cgroup.procs -exec cat {} +)
	kill -KILL "${pids[@]}" || true
fi
