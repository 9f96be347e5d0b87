#!/bin/bash
# Try what a capsule needs, in fresh namespaces. For each thing a line: its name, a tab, and nothing or what went wrong.
# $1 options of the overlay.
set -uo pipefail

try() {
	local name=$1 message
	shift
	if message=$("$@" 2>&1); then message=; fi
	printf '%s\t%s\n' "$name" "${message//$'\n'/; }"
}

overlay() {
	mkdir /run/{lower,upper,work,root} &&
		mount -t overlay -o "lowerdir=/run/lower,upperdir=/run/upper,workdir=/run/work${1:+,$1}" overlay /run/root
}

bridge() {
	ip link add br0 type bridge forward_delay 0 && ip link set br0 up
}

veth() {
	ip link add one type veth peer name two && ip link set one master br0 up
}

nftables() {
	nft -f - <<'EOF'
table bridge filter {
	set senders { type ether_addr . ipv4_addr; flags interval; }
	chain prerouting { type filter hook prerouting priority -200; ether saddr . ip saddr != @senders drop; }
}
table ip nat {
	chain forward { type filter hook forward priority filter; ct state established accept; reject; }
	chain postrouting { type nat hook postrouting priority srcnat; snat to 203.0.113.1; }
}
EOF
}

mount --make-rprivate /
try tmpfs mount -t tmpfs -o mode=755 tmpfs /run
try proc mount -t proc proc /proc
try overlay overlay "${1:-}"
try sysfs mount -t sysfs -o ro sysfs /sys
try cgroup2 mount -t cgroup2 cgroup2 /sys/fs/cgroup
try bridge bridge
try veth veth
try nftables nftables
