#!/bin/bash
# Run a command in a new user namespace, for root: util-linux maps only ids that /etc/subuid names, and root has none there.
# Called in a fresh mount namespace.
# $1 the first user and group of this computer that belong to the namespace, $2 how many, $3 real-time priority or 0. Then what
# the namespace's users need of directories closed to them, from the top down, up to "--"; then the command.
set -euo pipefail
first=$1 count=$2 priority=$3
shift 3

# What is needed is opened before anything is covered; then each closed directory is covered by one that shows nothing else.
needed=() descriptors=()
while [ "$1" != -- ]; do
	exec {descriptor}<"$1"
	needed+=("$1") descriptors+=("$descriptor")
	shift
done
shift
declare -A covered
for index in "${!needed[@]}"; do
	path=${needed[index]} descriptor=${descriptors[index]}
	directory=${path%/*}
	if [ -z "${covered[$directory]:-}" ]; then
		mount -t tmpfs -o mode=755 tmpfs "$directory"
		covered[$directory]=yes
	fi
	if [ -d "/proc/self/fd/$descriptor" ]; then mkdir "$path"; else : >"$path"; fi
	mount --no-canonicalize --rbind "/proc/self/fd/$descriptor" "$path"
	exec {descriptor}<&-
done

# The maps have to be written from outside.
coproc holder { exec unshare --user sh -c 'echo; read -r _'; }
# shellcheck disable=SC2154 # coproc sets it
pid=$holder_PID
read -r _ <&"${holder[0]}"
echo "0 $first $count" >"/proc/$pid/uid_map"
echo "0 $first $count" >"/proc/$pid/gid_map"
exec 9<"/proc/$pid/ns/user"
eval "exec ${holder[1]}>&-"
wait "$pid" || true

command=(nsenter --user=/proc/self/fd/9 -- sh -c 'exec "$@" 9<&-' sh)
if [ "$priority" != 0 ]; then
	# systemd gives a service that is to be an ordinary process the niceness 0, which it may not where it inherits a higher one.
	renice --priority 0 --pid $$ >/dev/null
	command=(chrt --rr "$priority" "${command[@]}")
fi
exec "${command[@]}" "$@"
