#!/bin/sh
# Take the interface that has address $1 down for $2 seconds. A timer of systemd brings it up again, whatever becomes of this
# session: it goes through that interface.
set -eu
address=$1 seconds=$2
unit=halab-drill-link-up
routes=/run/$unit.routes
interface=$(ip -4 -o address show to "$address" | awk '{ print $2; exit }')
if [ -z "$interface" ]; then
	echo "no interface has the address $address" >&2
	exit 1
fi
# What is not written down is lost with the link: not every machine has something that would set its routes again.
ip -4 route save dev "$interface" >"$routes"
systemctl reset-failed "$unit.service" "$unit.timer" 2>/dev/null || true
# shellcheck disable=SC2016
systemd-run --quiet --collect --unit="$unit" --on-active="$seconds" --timer-property=AccuracySec=50ms -- \
	/bin/sh -c 'ip link set dev "$1" up; sleep 0.1; ip -4 route restore <"$2"; rm -f "$2"' - "$interface" "$routes"
# After this session has ended, so that ssh can say whether it worked.
(
	sleep 0.1
	ip link set dev "$interface" down
) >/dev/null 2>&1 </dev/null &
