#!/bin/bash
# PID 1 of a capsule: everything of a lab lives in its namespaces and ends with it. Stays, reaps orphans, and starts what it
# is told to: an order in /run/halab/control is a number, a log file, a program and its arguments, each with a zero byte behind it;
# the number says how many follow.
# Writes "ready" when the capsule's own file systems are mounted.
set -euo pipefail

mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs /run
mount -t proc proc /proc
# Read-only, so that systemd-nspawn does not expect a udev that knows our interfaces.
mount -t sysfs -o ro sysfs /sys
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mkdir -p /run/halab /run/netns /run/systemd
hostname halab
mkfifo -m 600 /run/halab/control
exec 3<>/run/halab/control

echo ready
exec >/dev/null </dev/null
trap : HUP INT TERM
while :; do
	IFS= read -r -d '' count <&3 || continue
	mapfile -t -d '' -n "$count" -u 3 words
	setsid "${words[@]:1}" >>"${words[0]}" 2>&1 3<&- &
done
