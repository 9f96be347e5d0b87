#!/bin/bash
# Keeps the last state in a file and writes each transition into a log, as the tutorial's script does.
#   notify_action.sh MASTER | BACKUP | FAULT | STOP
log=/var/log/keepalived.log
directory=/var/keepalived

mkdir -p "$directory"
case $1 in
MASTER | BACKUP | FAULT | STOP)
	printf %s "$1" >"$directory/state"
	echo "[$(date '+%F %T')]  notify_${1,,}" >>"$log"
	[[ $1 != MASTER ]] || printf 0 >"$directory/vip_check_failed_count"
	;;
*) echo "[$(date '+%F %T')] unknown state $1" >>"$log" ;;
esac
