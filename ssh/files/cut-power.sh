#!/bin/sh
# Lose the power from one moment to the next, as far as that can be done from inside: the kernel resets the machine at once,
# with nothing stopped, written or unmounted. The machine boots again by itself.
trigger=/proc/sysrq-trigger
if [ ! -w "$trigger" ]; then
	echo "$trigger cannot be written here: this is a container, or its kernel has no SysRq" >&2
	exit 1
fi
# After this session has ended, so that ssh can say whether it worked.
(
	sleep 0.1
	echo b >"$trigger"
) >/dev/null 2>&1 </dev/null &
