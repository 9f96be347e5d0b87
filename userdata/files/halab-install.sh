#!/bin/bash
# Installs the packages named as arguments and starts none of them.
#
# A fresh VM may run this before its NAT gateway forwards, or while another apt works: it tries again, for
# HALAB_INSTALL_SECONDS at most (default 900).
set -u

limit=${HALAB_INSTALL_SECONDS:-900}
policy=/usr/sbin/policy-rc.d
export DEBIAN_FRONTEND=noninteractive

[[ $(dpkg-query -W -f '${db:Status-Status}\n' "$@" 2>&1 | sort -u) == installed ]] && exit 0

# keepalived must not run before its scripts and nginx are there, so no package starts its service by itself.
printf '#!/bin/sh\nexit 101\n' >"$policy"
chmod 755 "$policy"
trap 'rm -f "$policy"' EXIT

until apt-get -q -o Acquire::http::Timeout=10 update &&
	apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=60 -o Dpkg::Options::=--force-confold install "$@"; do
	if ((SECONDS >= limit)); then
		echo "halab-install: cannot install $* within $limit s: without egress, check the NAT gateway and its route; then: cloud-init clean --reboot" >&2
		exit 1
	fi
	sleep "${HALAB_INSTALL_PAUSE_SECONDS:-5}"
done
