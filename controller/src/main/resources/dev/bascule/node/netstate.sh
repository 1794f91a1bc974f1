# shellcheck shell=sh
# The canonical text of a node's network, and the difference of two of them. Stands alone: needs no
# other part, leaves no variable, changes nothing, may be called under any IFS and set -f.
# PATH must reach /sbin and /usr/sbin.
#
#   netstate [LINK|@NAMESPACE]... >FILE
#     Prints sorted lines of the whole node: links, what bridges and ports are set to, VLANs, addresses,
#     routes of all tables but local, rules, lasting neighbours, DHCP clients, names of namespaces. Of
#     the links that are named, whether they exist or not, the parameters below /proc/sys/net too; of
#     the named namespaces what is in them. What changes by itself is not in it: indexes, counters,
#     lifetimes, how far duplicate address detection has come, temporary IPv6 addresses, multicast.
#   netdiff BEFORE_FILE AFTER_FILE "LINK|@NAMESPACE..."
#     The third word holds the links that a transaction touches or makes, with blanks between. Prints
#     "- line" for what is missing after, "+ line" for what is there too much, "~ words" for what
#     others did meanwhile and is no difference. Ends with 1 where there is a difference, with 2 where
#     a file is not whole.
#
# A line's first word says what it is about, the second one the link; "-" where there is none.
netstate() (
  LC_ALL=C
  export LC_ALL
  IFS=' 
'
  set +f
  {
    netstate_links
    if command -v ip >/dev/null 2>&1; then
      netstate_ip ip
    else
      netstate_proc
    fi
    netstate_ovs
    netstate_dhcp
    netstate_sysctls "$@"
    netstate_spaces "$@"
  } 2>/dev/null | netstate_lines | sort -u
)
# Raw output in sections; each begins with "@ name".
netstate_links() {
  cd /sys/class/net || return
  echo '@ sys'
  grep -s '' -- */address */addr_assign_type */mtu */flags */uevent */bonding/slaves */bridge/* */brport/* /dev/null
  # Not by echo: a name may hold a backslash.
  for p in */brif/*; do
    printf '%s\n' "$p"
  done
  if grep -qs 1 -- */bridge/vlan_filtering && command -v bridge >/dev/null; then
    echo '@ vlan'
    bridge vlan show
  fi
  cd /
}
# What is a port of Open vSwitch only its database tells.
netstate_ovs() {
  if command -v ovs-vsctl >/dev/null; then
    echo '@ ovs'
    ovs-vsctl --timeout=5 --format=csv --data=bare -- --columns=name,datapath_type,ports,other_config list bridge \
      -- --columns=_uuid,name,tag,trunks,vlan_mode list port
    # By itself: it knows of no MTU before 2.6.
    ovs-vsctl --timeout=5 --format=csv --data=bare -- --columns=name,mac,mtu_request list interface
  fi
}
# netstate_ip COMMAND...: that prints a namespace's state
netstate_ip() {
  echo '@ addr'
  "$@" -o addr
  for f in 4 6; do
    echo "@ route $f"
    "$@" -o -$f route show table all
    echo "@ rule $f"
    "$@" -$f rule
    echo '@ neigh'
    "$@" -$f neigh show nud permanent
    "$@" -$f neigh show proxy | grep 'proxy *$'
  done
}
netstate_proc() {
  echo '@ ifconfig'
  ifconfig -a
  echo '@ route4'
  cat /proc/net/route
  echo '@ inet6'
  cat /proc/net/if_inet6
  echo '@ route6'
  cat /proc/net/ipv6_route
}
# Containers' clients are processes here as well: only those of this namespace. The brackets keep grep
# from finding itself.
netstate_dhcp() {
  grep -lsE '[d]hclient|[u]dhcpc|[d]hcpcd' /proc/[0-9]*/cmdline | while read -r p; do
    d=${p%/cmdline}
    if netstate_own "$d"; then
      echo '@ dhcp'
      tr '\0' ' ' <"$p"
      echo
    fi
  done
}
# netstate_own /proc/PID: whether a process is in this namespace, by as few processes as can be: OpenVZ's
# old kernel knows no files for namespaces, but says in which container a process is. All shells of
# nodes know -ef, and POSIX has it since 2024.
netstate_own() {
  # shellcheck disable=SC3013
  if [ -e /proc/self/ns/net ]; then
    [ /proc/self/ns/net -ef "$1/ns/net" ]
  else
    ! grep -qs '^envID:[^0-9]*[1-9]' "$1/status"
  fi
}
netstate_sysctls() {
  cd /proc/sys || return
  echo '@ sysctl'
  for l; do
    grep -s '' "net/ipv4/conf/$l"/* "net/ipv6/conf/$l"/* "net/ipv4/neigh/$l"/* "net/ipv6/neigh/$l"/* /dev/null
  done
  cd /
}
netstate_spaces() {
  echo '@ spaces'
  for p in /var/run/netns/*; do
    if [ -e "$p" ]; then
      printf '%s\n' "${p##*/}"
    fi
  done
  for l; do
    case $l in
      @*)
        if [ -e "/var/run/netns/${l#@}" ]; then
          echo "@@ $l"
          echo '@ link'
          ip -n "${l#@}" -o link
          netstate_ip ip -n "${l#@}"
          echo '@@'
        fi
        ;;
    esac
  done
}
netstate_lines() {
  awk '
function put(text) { gsub(/ +/, " ", text); sub(/ $/, "", text); print text }
function after(word,   i) { for (i = 1; i < NF; i++) if ($i == word) return $(i + 1); return "" }
function plain(name) { sub(/:$/, "", name); sub(/@.*/, "", name); return name }
function about(kind, link, text) {
  if (space != "") { text = "netns " space " " kind " " link " " text } else { text = kind " " link " " text }
  put(text)
}
/^@@/ { space = $2; next }
/^@ / { what = $2; family = $3; next }
what == "sys" {
  i = index($0, "/"); link = substr($0, 1, i - 1); rest = substr($0, i + 1)
  if (rest ~ /^brif\//) { if (link != "*") { master[substr(rest, 6)] = link }; next }
  i = index(rest, ":"); key = substr(rest, 1, i - 1); value = substr(rest, i + 1)
  if (key ~ /^bonding/) { n = split(value, slave, " "); for (i = 1; i <= n; i++) { master[slave[i]] = link } }
  else if (key ~ /^bridge\//) {
    bridge[link] = 1; sub(/^bridge\//, "", key)
    if (key !~ /timer|^topology_change|^root_|^bridge_id$|^flush$/) { about("bridge", link, key "=" value) }
    if (key == "vlan_filtering" && value == 1) { filters[link] = 1 }
  } else if (key ~ /^brport\//) {
    sub(/^brport\//, "", key)
    if (key !~ /timer$|^designated_|^port_(id|no)$|^state$|^change_ack$|^config_pending$|^flush$/) {
      about("port", link, key "=" value)
    }
  } else if (key == "uevent") { if (value ~ /^DEVTYPE=/) { type[link] = substr(value, 9) } }
  else if (key == "address") { mac[link] = value; seen[link] = 1 }
  else if (key == "addr_assign_type") { assigned[link] = value }
  else if (key == "mtu") { mtu[link] = value }
  else if (key == "flags") { up[link] = value ~ /[13579bdf]$/ ? "up" : "down" }
  next
}
what == "link" {
  # An alias is what somebody likes, line ends too.
  sub(/\\ +(alias|altname) .*/, "")
  if ($1 !~ /^[0-9]+:$/ || $3 !~ /^</) { next }
  at = plain($2); state = $3 ~ /[<,]UP[,>]/ ? "up" : "down"
  address = $0; if (sub(/.*link\/[a-z0-9]+ /, "", address)) { sub(/ .*/, "", address) } else { address = "" }
  about("link", at, state " mtu=" after("mtu") " mac=" address " master=" after("master"))
  next
}
what == "vlan" {
  if ($0 ~ /^[^ \t]/) { port = $1; $1 = "" }
  $0 = $0
  if (port != "port" && NF > 0 && (filters[port] || filters[master[port]])) { gsub(/[ \t]+/, " "); sub(/^ /, ""); about("vlan", port, $0) }
  next
}
what == "ovs" {
  if (/^(name|_uuid),/) { table = $0 }
  if ($0 == table || NF == 0) { next }
  split($0, cell, ","); own = match($0, /hwaddr=[0-9A-Fa-f:]+/) ? " " substr($0, RSTART, RLENGTH) : ""
  if (table ~ /^name,datapath/) {
    about("ovs", cell[1], "bridge datapath=" cell[2] own); k = split(cell[3], id, " ")
    for (i = 1; i <= k; i++) { member[id[i]] = cell[1] }
  } else if (table ~ /^_uuid/) { about("ovs", cell[2], "port of " member[cell[1]] " tag=" cell[3] " trunks=" cell[4] " " cell[5]) }
  else if (cell[2] cell[3] != "") { about("ovs", cell[1], "asks for mac=" cell[2] " mtu=" cell[3]) }
  next
}
what == "addr" {
  if ($3 !~ /^inet/ || / temporary/) { next }
  at = plain($2); sub(/\\( |$).*/, ""); name = $3 == "inet" ? 4 : 6; text = ""; label = ""
  for (i = 4; i <= NF; i++) {
    if ($i ~ /^(tentative|dadfailed|deprecated|optimistic|stable-privacy)$/) { continue }
    if ($i == "proto") { i++; continue }
    if (i == NF && name == 4 && $(i - 1) != "scope") { if ($i != at) { label = " label " $i }; continue }
    if (name == 6 && $i == "secondary") { continue }
    text = text " " $i
  }
  about("addr", at, name text label); next
}
what == "route" {
  if ($1 ~ /^(local|broadcast|multicast|anycast)$/ || / table local/ || /^ff00::\/8 / || / cache/) { next }
  if (/ proto kernel .*error -101/ || /^unreachable .* dev lo .*metric (4294967295|-1)/) { next }
  at = after("dev"); text = ""
  for (i = 1; i <= NF; i++) {
    if ($i ~ /^(linkdown|dead|notify|offload|rt_offload|trap|rt_trap|pref|\\)$/) { if ($i == "pref") { i++ }; continue }
    if ($i ~ /^(expires|users|age|used|error)$/) { i++; continue }
    text = text " " $i
  }
  about("route", at == "" ? "-" : at, family text); next
}
what == "rule" { sub(/\[detached\]/, ""); gsub(/[\t ]+/, " "); about("rule", "-", family " " $0); next }
what == "neigh" {
  at = after("dev"); if ($0 ~ /proxy *$/) { about("proxy", at, $1) } else { about("neigh", at, $1 " " after("lladdr")) }
  next
}
what == "dhcp" {
  sub(/^[^ ]*busybox /, ""); sub(/^[^ ]*\//, "")
  if ($0 !~ /^(dhclient3?|udhcpc|dhcpcd:?)( |$)/) { next }
  at = "-"; for (i = 2; i <= NF; i++) { if ($i in seen) { at = $i } }
  about("dhcp", at, $0); next
}
what == "sysctl" {
  split($0, part, "/"); at = part[4]
  if ($0 !~ /\/(mtu|stable_secret|mc_forwarding):/) { about("sysctl", at, $0) }
  next
}
what == "spaces" { if ($0 != "") { print "space @" $0 }; next }
what == "ifconfig" {
  if ($0 ~ /^[^ \t]/) { at = $1; sub(/:$/, "", at) }
  if ($1 == "inet") {
    gsub(/addr:|Bcast:|Mask:|P-t-P:|netmask|broadcast|destination/, " "); link = at; sub(/:.*/, "", link)
    $1 = "4"; $0 = $0; about("addr", link, $0 (at == link ? "" : " label " at))
  }
  next
}
what == "inet6" { about("addr", $6, "6 " $1 "/" $3 " scope " $4); next }
what == "route4" { if ($1 != "Iface") { about("route", $1, "4 " $2 "/" $8 " via " $3 " metric " $7) }; next }
what == "route6" {
  # Those of the node itself (RTF_LOCAL, RTF_ANYCAST) come and go with its addresses.
  own = $9 ~ /^[89a-f]/ || $9 ~ /^..[13579bdf]/
  if (!own && $10 != "lo" && $1 !~ /^ff/) { about("route", $10, "6 " $1 "/" $2 " from " $3 "/" $4 " via " $5 " metric " $6) }
  next
}
END {
  space = ""
  for (link in seen) {
    kind = link in bridge ? "bridge" : type[link] == "" ? "-" : type[link]
    own = mac[link]
    if (kind == "bridge" && assigned[link] != 3) { own = "(" own ")" }
    about("link", link, kind " " up[link] " mtu=" mtu[link] " mac=" own " master=" master[link])
  }
  print "~ end"
}'
}
# Lines by link: those of a link that came or went meanwhile, and that is not ours, are left out.
netdiff() {
  # A name may hold a backslash, which -v reads.
  LC_ALL=C touched=$3 awk '
function mine(link) { return link == "-" || link in ours }
function host(text) { return text ~ /^route [^ ]+ [46] [^ ]+ / && text !~ /^route [^ ]+ [46] (default|[^ ]*\/)/ }
# What a router told the kernel.
function advertised(text) { return text ~ /^addr [^ ]+ 6 .* dynamic/ || text ~ /^route [^ ]+ 6 .* proto ra / }
# What the kernel gives a link that has a carrier for the first time; it stays when the carrier goes.
function kernels(text, link) {
  if (!(link in had) || link in local) { return 0 }
  return text ~ /^addr [^ ]+ 6 fe80:[^ ]* scope link$/ || text ~ /^route [^ ]+ 6 fe80::\/64 .*proto kernel/
}
# What the loopback of a namespace has once it was up, and keeps when it is down again.
function loopback(text) { return text ~ /^netns @[^ ]+ (addr lo (4 127\.0\.0\.1\/8|6 ::1\/128) |route local .* dev lo )/ }
function subject(text,   part) { split(text, part, " "); return part[2] }
# A bridge that follows its ports changes its address by itself.
function same_link(a, b,   x, y) {
  x = a; y = b
  sub(/.* mac=/, "", x); sub(/ .*/, "", x); sub(/.* mac=/, "", y); sub(/ .*/, "", y)
  if (x !~ /^\(/ || (y !~ /^\(/ && "(" y ")" != x)) { return 0 }
  sub(/ mac=[^ ]*/, "", a); sub(/ mac=[^ ]*/, "", b)
  return a == b
}
# A port of others, in the bridge where it was, with other VLANs.
function foreigns(text, link,   part) {
  split(text, part, " ")
  return part[1] == "ovs" && part[3] == "port" && !(link in ours) && (link in was_in) && was_in[link] == is_in[link]
}
function tell(mark, text) {
  print mark " " text | "sort -k 2"
  if (mark != "~") { differs = 1 }
}
BEGIN { n = split(ENVIRON["touched"], word, " "); for (i = 1; i <= n; i++) { ours[word[i]] = 1 } }
NR == FNR {
  if ($0 == "~ end") { whole1 = 1; next }
  before[$0] = 1
  if ($1 == "link" || $1 == "space") { had[$2] = $0 }
  if (/^addr [^ ]+ 6 fe80:/) { local[$2] = 1 }
  if ($1 == "ovs" && $3 == "port") { was_in[$2] = $5 }
  next
}
$0 == "~ end" { whole2 = 1; next }
{ after[$0] = 1 }
$1 == "ovs" && $3 == "bridge" { switch_[$2] = 1 }
$1 == "ovs" && $3 == "port" { is_in[$2] = $5; if (!($2 in ours)) { foreign[$5] = $2 } }
$1 == "link" || $1 == "space" { has[$2] = $0 }
$1 == "link" && match($0, / master=[^ ]+/) { m = substr($0, RSTART + 8, RLENGTH - 8); if (!($2 in ours)) { foreign[m] = $2 } }
END {
  if (!whole1 || !whole2) { exit 2 }
  for (text in before) {
    if (text in after) { continue }
    link = subject(text); split(text, part, " ")
    if (!mine(link)) {
      if (!(link in has)) { if (text == had[link]) { tell("~", link " is gone: others removed it") }; continue }
      if (part[1] == "dhcp") { continue }
      if (host(text)) { tell("~", "gone meanwhile: " text); continue }
    }
    if (part[1] == "link" && same_link(text, has[link])) { continue }
    if (foreigns(text, link)) { tell("~", "VLANs of " link " changed: others did that"); continue }
    tell("-", text)
  }
  for (text in after) {
    if (text in before) { continue }
    link = subject(text); split(text, part, " ")
    if (!mine(link)) {
      if (!(link in had)) { if (text == has[link]) { tell("~", link " is new: others made it") }; continue }
      if (part[1] == "dhcp") { continue }
      if (host(text)) { tell("~", "new meanwhile: " text); continue }
    }
    if (part[1] == "proxy" || advertised(text) || kernels(text, link)) { tell("~", "new meanwhile: " text); continue }
    if (part[1] == "link" && link in had && same_link(had[link], text)) { continue }
    if (loopback(text) || foreigns(text, link)) { continue }
    if (link in ours && !(link in had) && link in foreign && (link in switch_ || has[link] ~ /^link [^ ]+ bridge /)) {
      if (part[1] == "link") { tell("~", "bridge " link " stays: others made " foreign[link] " its port"); continue }
      if (part[1] ~ /^(bridge|vlan|sysctl|ovs)$/ || text ~ / 6 fe80:/) { continue }
    }
    tell("+", text)
  }
  exit differs
}' "$1" "$2"
}
