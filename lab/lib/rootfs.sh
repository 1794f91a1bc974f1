# shellcheck shell=bash
# The root file systems that nodes share: one debootstrapped per init system, a thin layer per flavour.
# Cached under a hash of all that goes into them; a name in the cache is a finished root.

LAB_SUITE=bookworm
LAB_PACKAGES=bridge-utils,busybox,dnsmasq-base,ifupdown,iproute2,iptables,iputils-arping,iputils-ping,isc-dhcp-client,kmod,libfaketime
LAB_PACKAGES=$LAB_PACKAGES,net-tools,openssh-server,procps,sudo
LAB_PACKAGES_SYSTEMD=$LAB_PACKAGES,dbus,systemd,systemd-sysv
# What a test may switch on besides. Installed they do nothing.
LAB_PACKAGES_MANAGED=$LAB_PACKAGES_SYSTEMD,libpam-systemd,network-manager
# Only to compare with programs that need it on the node.
LAB_PACKAGES_PYTHON=$LAB_PACKAGES,python3
# Other ways to configure a network at boot. Both are written in Python.
LAB_PACKAGES_IFUPDOWN2=${LAB_PACKAGES/ifupdown,/ifupdown2,python3,}
LAB_PACKAGES_NETPLAN=${LAB_PACKAGES_SYSTEMD/ifupdown,/netplan.io,python3,}
# A kernel of its own, as a program.
LAB_PACKAGES_UML=$LAB_PACKAGES,user-mode-linux
# Real containers, and switches in a process. Open vSwitch wants Python.
LAB_PACKAGES_LXC=$LAB_PACKAGES,lxc,openvswitch-switch
LAB_PACKAGES_LXC_UML=$LAB_PACKAGES_UML,lxc
# No node, but where Bascule itself is installed: Java, and what shows that manual pages, units and cron lines are right.
LAB_PACKAGES_PACKAGE=cron,default-jre-headless,man-db,systemd
LAB_FLAVOURS='light old rhel busybox openvz systemd ifupdown2 netplan uml openvz-uml lxc lxc-uml python package'

is_flavour() {
  case " $LAB_FLAVOURS " in *" $1 "*) return 0 ;; *) return 1 ;; esac
}

packages_of() {
  case $1 in
    systemd) printf '%s\n' "$LAB_PACKAGES_MANAGED" ;;
    ifupdown2) printf '%s\n' "$LAB_PACKAGES_IFUPDOWN2" ;;
    netplan) printf '%s\n' "$LAB_PACKAGES_NETPLAN" ;;
    uml) printf '%s\n' "$LAB_PACKAGES_UML" ;;
    python) printf '%s\n' "$LAB_PACKAGES_PYTHON" ;;
    package) printf '%s\n' "$LAB_PACKAGES_PACKAGE" ;;
    lxc) printf '%s\n' "$LAB_PACKAGES_LXC" ;;
    lxc-uml) printf '%s\n' "$LAB_PACKAGES_LXC_UML" ;;
    *) printf '%s\n' "$LAB_PACKAGES" ;;
  esac
}

base_of() {
  case $1 in
    systemd | ifupdown2 | netplan | uml | lxc | lxc-uml | python | package) printf '%s\n' "$1" ;;
    *-uml) printf 'uml\n' ;;
    *) printf 'light\n' ;;
  esac
}

# customised_as BASE: the base whose ways it has: its init, its kernel, whether Python may be there.
customised_as() {
  case $1 in
    lxc) printf 'python\n' ;;
    lxc-uml) printf 'uml\n' ;;
    *) printf '%s\n' "$1" ;;
  esac
}

# has_own_kernel FLAVOUR
has_own_kernel() { [ "$(customised_as "$(base_of "$1")")" = uml ]; }

# layer_of FLAVOUR: the folder with what goes over the base, if there is one. openvz-uml is openvz on a kernel of its own.
layer_of() { printf '%s\n' "${1%-uml}"; }

hash_of() { sha256sum | cut -c1-12; }

base_name() {
  printf 'root-%s-%s\n' "$1" "$({ packages_of "$1" && printf '%s\n' "$LAB_SUITE" && cat "$LAB_HOME"/root/*; } | hash_of)"
}

# The rhel layer begins with all that is in the old one.
layer_parts() {
  [ "$1" != rhel ] || cat "$LAB_HOME"/flavours/old/*
  cat "$LAB_HOME/flavours/$1"/*
}

layer_name() {
  printf '%s-over-%s\n' "$(layer_of "$1")-$(layer_parts "$(layer_of "$1")" | hash_of)" "$(base_name "$(base_of "$1")")"
}

has_layer() { [ -d "$LAB_HOME/flavours/$(layer_of "$1")" ]; }

# lower_layers FLAVOUR: overlay's lowerdir, topmost first.
lower_layers() {
  if has_layer "$1"; then printf '%s:' "$LAB_CACHE/$(layer_name "$1")"; fi
  printf '%s\n' "$LAB_CACHE/$(base_name "$(base_of "$1")")"
}

# build_root FLAVOUR: does nothing when the cache has it.
build_root() {
  local base
  base=$(base_of "$1")
  mkdir -p "$LAB_CACHE"
  exec 7>>"$LAB_CACHE/lock"
  flock -w 1800 7 || die "another build has held $LAB_CACHE/lock for 30 minutes"
  build_cached "$(base_name "$base")" make_base "$base"
  if has_layer "$1"; then build_cached "$(layer_name "$1")" make_layer "$1"; fi
  exec 7>&-
}

# build_cached NAME COMMAND ARGUMENT: COMMAND fills a folder that gets its name only when it is complete.
# COMMAND must say "|| return" itself: bash does not leave on errors inside a condition.
build_cached() {
  local name=$1 unfinished=$LAB_CACHE/unfinished.$1
  [ ! -d "$LAB_CACHE/$name" ] || return 0
  say "building $name (once; about a minute)"
  rm -rf "$unfinished"
  mkdir -p "$unfinished"
  "$2" "$3" "$unfinished" >"$LAB_CACHE/$name.log" 2>&1 7>&- || {
    tail -n 20 "$LAB_CACHE/$name.log" >&2
    die "building $name failed; the whole log is $LAB_CACHE/$name.log"
  }
  mv "$unfinished" "$LAB_CACHE/$name"
}

# The mirror is whatever apt on this machine uses.
debian_mirror() {
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    awk -v suite="$LAB_SUITE" '$1 == suite && $2 == "main" { print $3; exit }'
}

# debootstrap_into PACKAGES FOLDER: in namespaces of its own, so that no mount and no process of the build can outlive it. What the
# packages run when they are installed has no network at all: LXC would lay its bridge on the machine.
debootstrap_into() {
  local packages=$1 target=$2 mirror http_proxy='' https_proxy=''
  need_programs debootstrap
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || die "apt on this machine has no source for $LAB_SUITE main"
  eval "$(apt-config shell http_proxy Acquire::http::Proxy https_proxy Acquire::https::Proxy)"
  export http_proxy https_proxy
  timeout 1500 unshare --mount --pid --fork --kill-child --propagation private \
    debootstrap --foreign --variant=minbase --include="$packages" "$LAB_SUITE" "$target" "$mirror" || return
  printf '#!/bin/sh\nexit 101\n' >"$target/usr/sbin/policy-rc.d" && chmod 755 "$target/usr/sbin/policy-rc.d" || return
  timeout 1500 unshare --mount --pid --net --fork --kill-child --propagation private \
    setpriv --bounding-set -sys_module --inh-caps -all chroot "$target" /debootstrap/debootstrap --second-stage || return
  rm -f "$target/usr/sbin/policy-rc.d" # some versions have removed it already
}

make_base() {
  local base=$1 target=$2
  debootstrap_into "$(packages_of "$base")" "$target" || return
  [ "$base" != package ] || return 0
  cp "$LAB_HOME"/root/* "$target/tmp/" || return
  timeout 300 unshare --mount --pid --net --fork --kill-child --propagation private \
    chroot "$target" /bin/sh /tmp/customise.sh "$(customised_as "$base")" || return
  find "$target/tmp" -mindepth 1 -delete
}

make_layer() {
  local folder layer=$2
  folder=$LAB_HOME/flavours/$(layer_of "$1")
  timeout 60 sh "$folder/layer.sh" "$LAB_CACHE/$(base_name "$(base_of "$1")")" "$layer" "$folder"
}
