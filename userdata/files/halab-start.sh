#!/bin/bash
# Starts the service and then keepalived, now and at every boot. keepalived comes last (Before=keepalived.service):
# the node asks for the address only when it can answer for it.
#   halab-start UNIT [MORE]
set -eu

service=${1:?usage: halab-start UNIT [MORE]}.service

systemd-tmpfiles --create halab.conf
units=("${@:2}" "$service" halab-watchdog.service halab-notify.service keepalived.service)
systemctl --quiet add-wants multi-user.target "${units[@]}"
systemctl start "${units[@]}"
