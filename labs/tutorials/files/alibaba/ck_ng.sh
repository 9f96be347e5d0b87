#!/bin/bash
# The tutorial's check: without any process of nginx it starts nginx, looks again two seconds later, and stops keepalived
# if there is still none. Whatever it finds, it ends well, so the weight of the check never counts.
processes() {
	ps -C nginx --no-headers | wc -l
}

if (($(processes) == 0)); then
	service nginx start
	sleep 2
	if (($(processes) == 0)); then
		/etc/init.d/keepalived stop
	fi
fi
exit 0
