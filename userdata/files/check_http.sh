#!/bin/bash
# Succeeds when the service of this node answers over HTTP with 2xx or 3xx.
# keepalived runs it once per interval and ends it after its timeout, so a service that hangs fails too.
#   check_http.sh PORT PATH
port=${1:?usage: check_http.sh PORT PATH}
path=${2:?usage: check_http.sh PORT PATH}

exec 3<>"/dev/tcp/127.0.0.1/$port" || exit 1
printf 'GET %s HTTP/1.0\r\nHost: localhost\r\nUser-Agent: halab-check\r\n\r\n' "$path" >&3
read -r -u 3 _ status _ || exit 1
[[ $status == [23]?? ]]
