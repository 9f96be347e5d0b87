#!/bin/bash
# Keep the local cloud's process running in the namespace of its network, inside the capsule. It keeps what it knows on disk:
# when it is killed, the next one goes on where it was.
# $1 network namespace, $2 cgroup; the rest is the process's command line.
set -euo pipefail
namespace=$1 cgroup=/sys/fs/cgroup/$2
shift 2

mkdir "$cgroup"
echo $$ >"$cgroup/cgroup.procs"
while true; do
	nsenter --net="/run/netns/$namespace" -- "$@" || echo "The local cloud has ended with exit code $?; starting it again." >&2
	sleep 0.2
done
