#!/bin/bash
# Build the network inside the capsule. Standard input: sections that begin with "@<namespace>" and hold lines for
# `ip -batch`, or "sysctl <path below /proc/sys> <value>". The section "@switch" is the capsule's own namespace; the
# others are made here.
set -euo pipefail

names=()
declare -A batches sysctls
while IFS= read -r line; do
	case $line in
	@*)
		name=${line#@}
		names+=("$name")
		batches[$name]=
		sysctls[$name]=
		;;
	"sysctl "*) sysctls[$name]+=${line#sysctl }$'\n' ;;
	*) batches[$name]+=$line$'\n' ;;
	esac
done

# Applies one section in the namespace of the shell that runs it. Unknown settings are those this kernel was built without.
apply() {
	while read -r path value; do
		[ ! -e "/proc/sys/$path" ] || echo "$value" >"/proc/sys/$path"
	done < <(printf %s "$2")
	ip -batch - <<<"$1"
}
export -f apply

for name in "${names[@]}"; do
	[ "$name" = switch ] || echo "netns add $name"
done | ip -batch -
for name in "${names[@]}"; do
	if [ "$name" = switch ]; then
		apply "${batches[$name]}" "${sysctls[$name]}"
	else
		nsenter --net="/run/netns/$name" bash -euc 'apply "$@"' bash "${batches[$name]}" "${sysctls[$name]}"
	fi
done
