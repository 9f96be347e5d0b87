#!/bin/sh
# After the packages: make the tree the disk of a fresh virtual machine that boots fast and needs no network.
set -eu
root=$1
here=$(dirname "$(readlink -f "$0")")

cp -R --no-preserve=ownership "$here/root/." "$root/"
find "$here/root" -type d -printf '%P\n' | while read -r dir; do chmod 755 "$root/$dir"; done

# See essential.sh. What is imported once is compiled.
rm "$root/usr/bin/py3compile"
chroot "$root" dpkg-divert --quiet --local --rename --remove /usr/bin/py3compile
chroot "$root" /usr/lib/halab/cloud-init-preload --compile

# Each machine makes its own keys when somebody starts ssh on it; a lab needs none.
rm "$root"/etc/ssh/ssh_host_*
chroot "$root" systemctl --quiet disable ssh.service

# A fresh machine has neither service: the user data brings them.
chroot "$root" systemctl --quiet disable nginx.service keepalived.service
chroot "$root" systemctl --quiet enable systemd-networkd.service cloud-init-preload.service

# Useless inside a container, each of them a process or a wait at boot.
# shellcheck disable=SC2046
chroot "$root" systemctl --quiet mask $(grep -v '^#' "$here/masked-units")

# Started when `reboot` or `poweroff` asks for it.
rm -f "$root/lib/systemd/system/multi-user.target.wants/systemd-logind.service"

# cloud-init's generator looks for a data source in about a tenth of a second; the answer is known.
mkdir -p "$root/etc/systemd/system-generators" "$root/etc/systemd/system/multi-user.target.wants"
for generator in cloud-init cryptsetup debug fstab getty gpt-auto hibernate-resume integritysetup rc-local run system-update sysv veritysetup; do
	case $generator in
	cloud-init) name=cloud-init-generator ;;
	*) name=systemd-$generator-generator ;;
	esac
	ln -sf /dev/null "$root/etc/systemd/system-generators/$name"
done
ln -sf /lib/systemd/system/cloud-init.target "$root/etc/systemd/system/multi-user.target.wants/"

# Offline, `packages:` and `package_update:` succeed at once instead of waiting for name servers.
rm -f "$root"/etc/apt/sources.list "$root"/etc/apt/sources.list.d/*
: >"$root/etc/apt/sources.list"
: >"$root/etc/resolv.conf"
: >"$root/etc/machine-id"
rm -rf "$root"/usr/share/doc/* "$root"/usr/share/man/* "$root"/usr/share/locale/* "$root"/usr/share/info/*
rm -rf "$root"/var/lib/apt/lists/* "$root"/var/log/nginx/* "$root/etc/hostname"
: >"$root/etc/hostname"
mkdir -p "$root/var/lib/cloud/seed/nocloud"
