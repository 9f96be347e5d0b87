#!/bin/bash
# Takes the floating addresses off when keepalived is gone, whatever ended it: a killed keepalived leaves them behind,
# and then two nodes answer ARP for one address.
conf=/etc/keepalived/keepalived.conf

while read -r address _ interface _; do
	ip address del "$address" dev "$interface" 2>/dev/null
done < <(sed -n '/virtual_ipaddress {/,/}/{//!p}' "$conf")
for state in /var/keepalived/*state; do
	[[ ! -e $state ]] || printf STOP >"$state"
done
exit 0
