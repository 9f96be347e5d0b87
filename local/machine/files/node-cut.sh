#!/bin/bash
# Cut a node's power, inside the capsule: from one moment to the next nothing leaves its network card, then every process is
# gone. $1 port of the switch, $2 cgroup of the boot.
set -euo pipefail
cgroup=/sys/fs/cgroup/$2

# The card keeps its carrier, so nothing in the node notices before it ends. (The port's state would not do: a bridge without
# STP puts it back to forwarding at once.) A port that is gone belongs to a node that is just going off by itself.
ip link set "$1" nomaster || true
if [ -e "$cgroup/cgroup.kill" ]; then
	echo 1 >"$cgroup/cgroup.kill"
else
	mapfile -t pids < <(find "$cgroup" -name cgroup.procs -exec cat {} +)
	kill -KILL "${pids[@]}" || true
fi
