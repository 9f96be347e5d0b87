#!/bin/bash
# Records every VRRP transition of this node, in the order in which it happened.
#
# keepalived writes one line per event into a FIFO:
#   INSTANCE "VI_1" MASTER 254
# One reader of one FIFO keeps the order; notify scripts run side by side and may overtake each other. The reader is a
# unit of its own (halab-notify): when it dies, systemd starts it anew, and what was written meanwhile is still there.
#
# /run/halab/VI_1.state           the last state of one virtual router, for the other programs of this node
# /var/keepalived/VI_1.state      the same, and
# /var/keepalived/state           the last state of the node, for people
# /var/log/keepalived.log         [2026-11-20 14:03:37]  notify_backup
#
# Where the nexthop helper is installed, the master has it bring the routes of the floating addresses here.
set -u
umask 022

fifo=${1:?usage: notify_action.sh FIFO}
truth=/run/halab
copy=/var/keepalived
log_file=/var/log/keepalived.log
nexthop=/usr/local/sbin/halab-nexthop
next_claim=0

mkdir -p "$copy"

log_write() {
	printf '[%(%Y-%m-%d %T)T] %s\n' -1 "$1" >>"$log_file"
}

# In the background: the next transition has to be recorded at once. The helper reads the recorded state again before it
# changes anything, and its lock keeps several in order. The later looks find what another node, which was master a
# moment ago, had under way.
take_routes() {
	[[ -x $nexthop ]] || return 0
	{
		"$nexthop" migrate --since "$EPOCHREALTIME"
		for pause in 3 5 8; do
			sleep "$pause"
			"$nexthop" reconcile --deadline "$pause"
		done
	} >>"$log_file" 2>&1 3<&- &
}

record() {
	printf '%s' "$2" >"$truth/$1.state"
	printf '%s' "$2" >"$copy/$1.state"
	printf '%s' "$2" >"$copy/state"
	log_write " notify_${2,,}"
	[[ $2 != MASTER ]] || take_routes
}

# A reader that died may have taken a line with it. keepalived has the address before it says MASTER, and until it says
# otherwise.
held=$(ip -4 -o address show)
while read -r word name_of _; do
	case $word in
	vrrp_instance) name=$name_of ;;
	*.*.*.*/*)
		if [[ $held == *" $word "* && $(cat "$truth/$name.state" 2>&1) != MASTER ]]; then
			record "$name" MASTER
		fi
		;;
	esac
done </etc/keepalived/keepalived.conf

# For writing too: so it never ends, and outlives keepalived.
[[ -p $fifo ]] || mkfifo -m 600 "$fifo"
exec 3<>"$fifo" || exit 1
while read -r -u 3 kind name state _; do
	[[ $kind == INSTANCE ]] || continue
	name=${name//\"/}
	case $state in
	MASTER | BACKUP | FAULT | STOP) record "$name" "$state" ;;
	MASTER_RX_LOWER_PRI)
		# Another node takes itself for the master too, and says so with every advert.
		if ((SECONDS >= next_claim)); then
			next_claim=$((SECONDS + 2))
			log_write " notify_${state,,}"
			take_routes
		fi
		;;
	DELETED) log_write " notify_deleted" ;;
	MASTER_PRIORITY | BACKUP_PRIORITY) ;;
	*) log_write "notify_action.sh: unknown state $state of $name" ;;
	esac
done
