#!/bin/sh
# layer.sh BASE LAYER HERE: busybox in place of every tool it can stand in for, its ash as /bin/sh.
# The boot keeps the real ip and sysctl, see root/rc: Debian's ifup says things that busybox's ip does not understand.
set -eu
base=$1
layer=$2
mkdir -p "$layer/usr/lib/lab/real"
cp "$base/usr/bin/ip" "$base/usr/sbin/sysctl" "$layer/usr/lib/lab/real/"
chroot "$base" /bin/busybox --list | while read -r applet; do
  case $applet in
    # A login, a package's scripts and the boot stay Debian's.
    ar | dpkg | dpkg-deb | ifup | ifdown | init | login | su | sulogin | passwd | chpasswd | adduser | addgroup | deluser | delgroup | \
      start-stop-daemon | run-parts | busybox | getty | reboot | poweroff | halt) continue ;;
    *) ;;
  esac
  for folder in bin sbin; do
    if [ -e "$base/usr/$folder/$applet" ] || [ -L "$base/usr/$folder/$applet" ]; then
      mkdir -p "$layer/usr/$folder"
      ln -s /bin/busybox "$layer/usr/$folder/$applet"
    fi
  done
done
# Tools that a busybox system has not at all.
for tool in bin/ss bin/bash sbin/bridge; do
  if [ -e "$base/usr/$tool" ]; then mknod "$layer/usr/$tool" c 0 0; fi
done
mkdir -p "$layer/etc"
sed 's,/bin/bash$,/bin/sh,' "$base/etc/passwd" >"$layer/etc/passwd"
