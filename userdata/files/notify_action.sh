#!/bin/bash
# Records every VRRP transition of this node, in the order in which it happened.
#
# keepalived starts this script once and writes one line per event into the FIFO that it names last:
#   INSTANCE "VI_1" MASTER 254
# One reader of one FIFO keeps the order; notify scripts run side by side and may overtake each other.
#
# /var/keepalived/state           the last state of the node
# /var/keepalived/VI_1.state      the last state of one virtual router
# /var/log/keepalived.log         [2026-11-20 14:03:37]  notify_backup
#
# Where the nexthop helper is installed, the master has it bring the routes of the floating addresses here.
set -u
# keepalived runs its scripts with a mask that would keep everyone else from reading.
umask 022
# keepalived ends its scripts before it writes the last transition, STOP: that one is wanted too.
trap '' TERM

fifo=${1:?usage: notify_action.sh FIFO}
state_directory=/var/keepalived
log_file=/var/log/keepalived.log
nexthop=/usr/local/sbin/halab-nexthop
next_claim=0

mkdir -p "$state_directory"

log_write() {
	printf '[%(%Y-%m-%d %T)T] %s\n' -1 "$1" >>"$log_file"
}

# In the background: the next transition has to be recorded at once. The helper reads the recorded state again before it
# changes anything, and its lock keeps several in order. The second look finds what another node, which was master a
# moment ago, had under way.
take_routes() {
	[[ -x $nexthop ]] || return 0
	{
		"$nexthop" migrate --since "$EPOCHREALTIME"
		(trap - TERM && exec sleep 3)
		"$nexthop" reconcile
	} >>"$log_file" 2>&1 3<&- &
}

exec 3<"$fifo" || exit 1
patience=()
while read -r "${patience[@]}" -u 3 kind name state _; do
	[[ $kind == INSTANCE ]] || continue
	name=${name//\"/}
	case $state in
	MASTER | BACKUP | FAULT | STOP)
		printf '%s' "$state" >"$state_directory/state"
		printf '%s' "$state" >"$state_directory/$name.state"
		log_write " notify_${state,,}"
		[[ $state != MASTER ]] || take_routes
		;;
	MASTER_RX_LOWER_PRI)
		log_write " notify_${state,,}"
		# Another node takes itself for the master too, and says so with every advert.
		if ((SECONDS >= next_claim)); then
			next_claim=$((SECONDS + 2))
			take_routes
		fi
		;;
	DELETED) log_write " notify_deleted" ;;
	MASTER_PRIORITY | BACKUP_PRIORITY) ;;
	*)
		log_write "notify_action.sh: unknown state $state of $name"
		;;
	esac
	# After STOP only the other virtual routers' STOP can follow, at once.
	if [[ $state == STOP ]]; then
		patience=(-t 0.2)
	fi
done
exit 0
