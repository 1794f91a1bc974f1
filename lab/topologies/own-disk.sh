# shellcheck shell=sh disable=SC2154
# One NIC, as single. What must outlive a power cut is on a block device: /srv/disk is an ext4 file system that writes nothing by
# itself; a file of which nobody asked for an fsync is lost with the plug. /etc/network and /var/lib/bascule are folders of it.
mkdir -p "$DISK/srv/disk" "$DISK/var/lib/bascule" "$DISK/usr/lib/lab"
chmod 700 "$DISK/var/lib/bascule"
cat >"$DISK/usr/lib/lab/own-disk" <<'END'
#!/bin/sh
modprobe ext4
[ -e /dev/ubda ] || mknod -m 600 /dev/ubda b 98 0
# No background commit within a test's time, and no flush that guesses at a rename what an application has forgotten.
mount -t ext4 -o noauto_da_alloc,commit=3600 /dev/ubda /srv/disk
for folder in etc/network var/lib/bascule; do
  # The first boot: nothing has been written yet.
  [ -d "/srv/disk/$folder" ] || {
    mkdir -p "/srv/disk/$folder"
    cp -a "/$folder/." "/srv/disk/$folder"
    chmod --reference="/$folder" "/srv/disk/$folder"
    sync
  }
  mount --bind "/srv/disk/$folder" "/$folder"
done
END
chmod 755 "$DISK/usr/lib/lab/own-disk"
cat >"$DISK/etc/inittab" <<'END'
::sysinit:/usr/lib/lab/uml-rc
::sysinit:/usr/lib/lab/own-disk
::respawn:/usr/lib/lab/uml-console
::sysinit:/usr/lib/lab/rc
::respawn:/usr/sbin/sshd -D
::ctrlaltdel:/bin/true
END
