#!/bin/bash
# Keeps the last state in a file, writes each transition into a log, and on the new master starts the program that moves
# the route, in the background and once, as the tutorial's script does.
#   notify_action.sh MASTER | BACKUP | FAULT | STOP
log=/var/log/keepalived.log
directory=/var/keepalived

mkdir -p "$directory"
case $1 in
MASTER | BACKUP | FAULT | STOP)
	printf %s "$1" >"$directory/state"
	echo "[$(date '+%F %T')]  notify_${1,,}" >>"$log"
	if [[ $1 == MASTER ]]; then
		printf 0 >"$directory/vip_check_failed_count"
		/etc/keepalived/nexthop.py migrate >>"$log" 2>&1 &
	fi
	;;
*) echo "[$(date '+%F %T')] unknown state $1" >>"$log" ;;
esac
