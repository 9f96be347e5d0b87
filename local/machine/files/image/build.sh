#!/bin/bash
# Build the node image into the directory $1, or wait for whoever is building it. An unfinished build stays under a
# name that begins with a dot and is removed by the next one.
set -euo pipefail
target=$1
here=$(dirname "$(readlink -f "$0")")
store=$(dirname "$target")

mkdir -p "$store"
exec 9>"$store/.lock"
if ! flock --nonblock 9; then
	echo "another process is building the image: waiting for it"
	flock 9
fi
[ -d "$target" ] && exit 0
rm -rf "$store"/.building-*

temporary=$store/.building-${target##*/}
packages=$(paste -sd, "$here/packages")
options=(
	--variant=apt
	--include="$packages"
	--aptopt='Acquire::Languages "none"'
	--aptopt='APT::Install-Recommends "false"'
	--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr
	--setup-hook="$here/setup.sh \"\$1\""
	--essential-hook="$here/essential.sh \"\$1\""
	--customize-hook="$here/customize.sh \"\$1\""
)
# The descriptor of the lock must not outlive this script in a child.
mmdebstrap "${options[@]}" bookworm "$temporary" ${HALAB_DEBIAN_MIRROR:+"$HALAB_DEBIAN_MIRROR"} 9>&-
chmod 755 "$temporary"
mv -T "$temporary" "$target"
