#!/bin/sh
# customise.sh BASE: runs inside a fresh root and turns it into a hardware node's disk image.
set -eu
base=$1
cd /tmp

useradd --uid 1000 --create-home --shell /bin/bash ops
useradd --uid 1001 --create-home --shell /bin/bash deploy
# Known to everyone on purpose: these hosts exist in a namespace of one machine, for minutes.
printf '%s\n' root:lab-root ops:lab-ops | chpasswd -c SHA512
install -m 440 sudoers /etc/sudoers.d/lab
install -D -m 644 sshd.conf /etc/ssh/sshd_config.d/lab.conf
rm -f /etc/ssh/ssh_host_* /etc/update-motd.d/*
: >/etc/motd
: >/etc/apt/sources.list
rm -rf /var/cache/apt/archives/*.deb /var/lib/apt/lists/* /usr/share/doc/*

if [ "$base" = systemd ] || [ "$base" = netplan ]; then
  systemctl enable ssh
  if [ "$base" = netplan ]; then
    systemctl enable systemd-networkd
    systemctl disable systemd-networkd-wait-online
  else
    systemctl enable networking
  fi
  systemctl mask getty.target console-getty.service
  systemctl set-default multi-user.target
  if [ "$base" = systemd ]; then
    # For the nodes that ask for them, and asleep on all others. There is no udev in a node: it wants a /sys that it may write.
    systemctl disable NetworkManager
    pam-auth-update --package --remove systemd
  fi
else
  install -m 644 inittab /etc/inittab
  install -D -m 755 rc /usr/lib/lab/rc
  for applet in init reboot poweroff halt; do ln -sf /bin/busybox "/sbin/$applet"; done
fi

if [ "$base" = uml ]; then
  # Here the machine's own kernel looks for modules; the package has them elsewhere.
  ln -s "$(echo /usr/lib/uml/modules/*)" "/lib/modules/" 2>/dev/null || {
    mkdir -p /lib/modules
    ln -s "$(echo /usr/lib/uml/modules/*)" /lib/modules/
  }
  install -m 755 uml-rc /usr/lib/lab/uml-rc
  install -m 755 uml-console /usr/lib/lab/uml-console
  {
    echo ::sysinit:/usr/lib/lab/uml-rc
    echo ::respawn:/usr/lib/lab/uml-console
    cat inittab
  } >/etc/inittab
fi

# The product promises to need none, so the lab must not have it by accident.
case $base in python | ifupdown2 | netplan) exit 0 ;; esac
if find /usr -name 'python*' -path '*bin/*' | grep .; then exit 1; fi
