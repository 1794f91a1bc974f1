# shellcheck shell=sh disable=SC2154,SC2086,SC2013
# A node's whole network, raw, and who configures it. Sent only when a task wants something of it.
# $N: lines with the links that tasks name and, behind @, named namespaces
# No process is started for a single link: nodes have hundreds of containers'.
f() {
  echo "$b $x $1"
  shift
  "$@" 2>/dev/null
}
kernel() {
  f link "$@" -d -o link
  f addr "$@" -o addr
  for i in 4 6; do
    f "route $i" "$@" -o -$i route show table all
    f "rule $i" "$@" -$i rule
    f neigh "$@" -$i neigh show nud permanent
    f neigh "$@" -$i neigh show proxy
  done
}
net() {
  x=n d=
  set +f
  if has ip; then
    echo "$b n version"
    ip -V 2>&1
    kernel ip
  else
    f ifconfig ifconfig -a
    f tables grep -s '' /proc/net/route /proc/net/if_inet6 /proc/net/ipv6_route
    # "Id 100:": that there are more tables is all that can be seen of them.
    sed -n 's|^Id \([0-9]*\):.*|/proc/net/fib_trie:\1|p' /proc/net/fib_trie 2>/dev/null
  fi
  cd /sys/class/net || return
  f sys grep -s '' -- */ifindex */iflink */address */addr_assign_type */mtu */flags */type */uevent */bonding/slaves \
    */bridge/* */brport/* /proc/net/vlan/config
  f below say -- */lower_* */brif/* */device
  if has bridge; then
    f vlan bridge vlan show
  fi
  if has ovs-vsctl; then
    f ovs ovs-vsctl --timeout=5 --format=csv --data=bare -- --columns=name,datapath_type,other_config,ports list bridge \
      -- --columns=_uuid,name,tag,trunks,vlan_mode,interfaces list port -- --columns=_uuid,name,type,error list interface
  fi
  if [ "$L" ]; then
    way
  fi
  owners
  tunables
  files
  f have say /usr/share/ifupdown2* /etc/sysconfig/network-scripts/ifup-et*
  for p in ifup ifreload netplan bridge brctl ifconfig route nmcli; do
    if has $p; then
      echo $p
    fi
  done
  unshare -n true 2>/dev/null && echo netns
  if has arping; then
    echo "$b n arping"
    arping -h 2>&1
  fi
  cd /var/lib/bascule 2>/dev/null && [ -L pending ] && f pending readlink pending
  f spaces say /var/run/netns/*
  for s in $N; do
    case $s in
      @*)
        x=n$s
        if [ -e "/var/run/netns/${s#@}" ]; then
          kernel ip -n "${s#@}"
        fi
        ;;
    esac
  done
  cd /
  set -f
}
# The way to the controller. sudo and su take SSH_CONNECTION away: a parent has it still.
way() {
  s=$SSH_CONNECTION p=$$
  until [ "$s" ] || [ "${p:-0}" -lt 2 ]; do
    s=$(tr '\0' '\n' <"/proc/$p/environ" | sed -n 's/^SSH_CONNECTION=//p')
    read -r p <"/proc/$p/stat" || break
    p=${p##*) ? }
    p=${p%% *}
  done 2>/dev/null
  f ssh say "$s"
  h=${s%% *} s=${s#* * }
  s=${s%% *}
  if ! has ip; then
    return
  fi
  s=$(f get ip -o route get "${h%%%*}" from "${s%%%*}")
  say "$s"
  case $s in
    *' via '*)
      h=${s#* via }
      h=${h%% *}
      ;;
  esac
  d=${s#* dev }
  d=${d%% *}
  if [ -d "/sys/class/net/$d/bridge" ]; then
    f gate ip neigh show to "${h%%%*}" dev "$d"
    if has bridge; then
      f fdb bridge fdb show br "$d"
    else
      f macs brctl showmacs "$d"
    fi
  fi
}
owners() {
  f owner grep -s '' /run/systemd/netif/links/* /run/NetworkManager/devices/* /run/network/ifstate /etc/network/run/ifstate
  # Its notes call managed what it only looks at, too.
  if has nmcli && { [ -d /run/NetworkManager ] || [ -d /var/run/NetworkManager ]; }; then
    f nmcli nmcli -t -f DEVICE,STATE dev
  fi
  # Containers' processes are to be seen here too. The brackets keep grep from finding itself.
  for p in $(grep -lsE '[d]hclient|[u]dhcpc|[d]hcpcd|[N]etworkManager|[s]ystemd-networkd' /proc/[0-9]*/cmdline); do
    p=${p%/*}
    if own; then
      echo "$b n process"
      tr '\0' '\n' <"$p/cmdline"
    fi
  done 2>/dev/null
}
# As netstate_own does.
own() {
  # shellcheck disable=SC3013
  if [ -e /proc/self/ns/net ]; then
    [ /proc/self/ns/net -ef "$p/ns/net" ]
  else
    ! grep -qs '^envID:[^0-9]*[1-9]' "$p/status"
  fi
}
tunables() {
  s=$N
  case $nl$N in
    *"$nl$d$nl"*) ;;
    *) s=$N$d$nl ;;
  esac
  for i in $s; do
    set -- "/sys/class/net/$i/brif"/*
    # A bridge full of containers is not turned over port by port.
    for p; do
      p=${p##*/}
      if [ $# -lt 9 ] || [ -e "/sys/class/net/$p/device" ]; then
        s=$s$p$nl
      fi
    done
  done
  cd /proc/sys || return
  set -- net/bridge/bridge-nf-call-iptables
  # What a new link gets, too: a bridge that takes over is set only what differs.
  for i in $s default; do
    set -- "$@" "net/ipv4/conf/$i"/* "net/ipv6/conf/$i"/* "net/ipv4/neigh/$i"/* "net/ipv6/neigh/$i"/*
  done
  f sysctl grep -s '' -- "$@" /dev/null
}
files() {
  q=/etc/network/interfaces$nl s=
  while [ "$q" ]; do
    i=${q%%"$nl"*} q=${q#*"$nl"}
    case $nl$s in
      *"$nl$i$nl"*) continue ;;
    esac
    if [ ! -f "$i" ]; then
      continue
    fi
    s=$s$i$nl
    while IFS=' 	' read -r k v || [ "$k" ]; do
      case $k in
        source*) ;;
        *) continue ;;
      esac
      case $v in
        /*) ;;
        *) v=${i%/*}/${v#./} ;;
      esac
      v=${v%/}
      set -- $v
      if [ -d "$v" ]; then
        set -- "$v"/*
      fi
      for p; do
        q=$q$p$nl
      done
    done <"$i"
  done
  set --
  q=/etc/sysconfig/network
  for p in $s $q "$q"-scripts/ifcfg-* "$q"-scripts/route*-* "$q"-scripts/rule*-* /etc/systemd/network/* \
    /etc/systemd/network/*.d/* /run/systemd/network/* /usr/lib/systemd/network/*.network /etc/netplan/*.yaml /run/netplan/*.yaml /lib/netplan/*.yaml; do
    if [ -f "$p" ] && [ -r "$p" ]; then
      set -- "$@" "$p"
    fi
  done
  f sizes wc -c "$@" /dev/null
  if has base64; then
    echo "$b n base64"
    cat "$@" /dev/null | base64
  else
    echo "$b n od"
    cat "$@" /dev/null | od -An -v -tx1
  fi
}
