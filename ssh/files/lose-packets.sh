#!/bin/sh
# Lose packets as the text for `nft -f` in $1 says, at the interface that has address $4. After $2 seconds a timer of systemd
# takes that away by the text in $3, whatever becomes of this session; 0 sets no timer.
set -eu
rules=$1 seconds=$2 none=$3 address=$4
unit=halab-drill-packets
if ! command -v nft >/dev/null; then
	echo "nft is missing: install the package nftables" >&2
	exit 1
fi
systemctl stop "$unit.timer" 2>/dev/null || true
if [ "$seconds" -gt 0 ]; then
	# shellcheck disable=SC2016
	systemd-run --quiet --collect --unit="$unit" --on-active="$seconds" -- \
		/bin/sh -c 'printf "%s\n" "$1" | nft -f -' - "$none"
fi
interface=$(ip -4 -o address show to "$address" | awk '{ print $2; exit }')
printf 'define interface = %s\n%s\n' "$interface" "$rules" | nft -f -
