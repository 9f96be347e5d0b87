#!/bin/bash
# Starts the service and then keepalived, now and at every boot. keepalived comes last (Before=keepalived.service):
# the node asks for the address only when it can answer for it.
#   halab-start UNIT
set -eu

service=${1:?usage: halab-start UNIT}.service

systemd-tmpfiles --create halab.conf
systemctl --quiet add-wants multi-user.target "$service" keepalived.service
systemctl start "$service" keepalived.service
