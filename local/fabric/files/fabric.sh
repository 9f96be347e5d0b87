#!/bin/bash
# Build the network inside the capsule. Standard input: sections that begin with "@<namespace>" and hold lines for
# `ip -batch`, or "nft <line for nft -f>", "sysctl <path below /proc/sys> <value>", "bridge <line for bridge -batch>". The
# section "@switch" is the capsule's own namespace; the others are made here.
set -euo pipefail

names=()
declare -A filters sysctls batches bridges
while IFS= read -r line; do
	case $line in
	@*)
		name=${line#@}
		names+=("$name")
		filters[$name]='' sysctls[$name]='' batches[$name]='' bridges[$name]=''
		;;
	"nft "*) filters[$name]+=${line#nft }$'\n' ;;
	"bridge "*) bridges[$name]+=${line#bridge }$'\n' ;;
	"sysctl "*) sysctls[$name]+=${line#sysctl }$'\n' ;;
	*) batches[$name]+=$line$'\n' ;;
	esac
done

# Applies one section in the namespace of the shell that runs it: no packet passes before the filter and the settings are
# there. Unknown settings are those this kernel was built without; some come with the filter.
apply() {
	[ -z "$1" ] || nft -f - <<<"$1"
	while read -r path value; do
		[ ! -e "/proc/sys/$path" ] || echo "$value" >"/proc/sys/$path"
	done < <(printf %s "$2")
	ip -batch - <<<"$3"
	[ -z "$4" ] || bridge -batch - <<<"$4"
}
export -f apply

for name in "${names[@]}"; do
	[ "$name" = switch ] || echo "netns add $name"
done | ip -batch -
for name in "${names[@]}"; do
	section=("${filters[$name]}" "${sysctls[$name]}" "${batches[$name]}" "${bridges[$name]}")
	if [ "$name" = switch ]; then
		apply "${section[@]}"
	else
		nsenter --net="/run/netns/$name" bash -euc 'apply "$@"' bash "${section[@]}"
	fi
done
