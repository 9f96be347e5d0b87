#!/bin/sh
# Before anything is unpacked: no documentation, no SysV scripts, and no usrmerge (it would bring all of perl into the essential set).
set -eu
root=$1
mkdir -p "$root/etc/dpkg/dpkg.cfg.d" "$root/etc/apt/preferences.d"
cat >"$root/etc/dpkg/dpkg.cfg.d/01-halab" <<'EOF'
force-unsafe-io
path-exclude=/usr/share/doc/*
path-exclude=/usr/share/info/*
path-exclude=/usr/share/locale/*
path-exclude=/usr/share/man/*
path-exclude=/etc/init.d/*
EOF
cat >"$root/etc/apt/preferences.d/halab" <<'EOF'
Package: usrmerge
Pin: release *
Pin-Priority: -1
EOF
