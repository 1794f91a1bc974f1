# shellcheck shell=bash disable=SC2154,SC2034,SC2016
# vzctl set: what is asked for, then done to a running container, then saved.

declare -a NETIF_DEL=() IP_ADD=() IP_DEL=() WORDS=()
declare -A CHANGE=() # fields of --ifname
save='' netif_all='' ip_all='' ifname=''

vz_set() {
  lock setting
  vz_set_locked "$@"
}

vz_set_locked() {
  local code
  parse_set "$@"
  if [ ! -f "$CONF" ]; then err "WARNING: Container config file does not exist"; fi
  read_netif "$(conf NETIF)"
  take_ifname
  if is_running && [ "$VEID" != 0 ]; then
    apply_set
    code=$?
    [ $code -eq 0 ] || return $code
    if [ -z "$save" ]; then
      log "WARNING: Settings were not saved to config and will be lost after CT restart (use --save flag)"
      return 0
    fi
  elif [ -z "$save" ]; then
    fail 31 "Unable to apply parameters: container is not running"
  fi
  save_set
}

parse_set() {
  local option value
  while [ $# -gt 0 ]; do
    option=$1
    shift
    case $option in
      --save) save=yes && continue ;;
      --force | --reset_ub | --skip_arpdetect) continue ;;
      --*=*) value=${option#*=} option=${option%%=*} ;;
      --*)
        [ $# -gt 0 ] || fail 21 "vzctl: option '$option' requires an argument"
        value=$1
        shift
        ;;
      *)
        echo "non-option ARGV-elements: $option $* "
        exit 20
        ;;
    esac
    set_option "${option#--}" "$value" || fail $? "Bad parameter for $option: $value"
  done
}

# set_option NAME VALUE: 21 for a bad value.
set_option() {
  local word
  case $1 in
    netif_add) for word in $2; do parse_add "$word" || return 21; done ;;
    netif_del) if [ "$2" = all ]; then netif_all=yes; else NETIF_DEL+=("$2"); fi ;;
    ifname)
      [ -n "$2" ] && fits "$2" || return 21
      ifname=$2
      ;;
    mac | host_mac)
      is_mac "$2" || return 21
      CHANGE[$1]=$(colons "${2^^}")
      ;;
    host_ifname | bridge)
      fits "$2" || return 21
      CHANGE[$1]=$2
      ;;
    mac_filter) is_one_of "$2" on off && CHANGE[$1]=$2 || return 21 ;;
    ip | ipadd) for word in $2; do is_address "$word" && IP_ADD+=("$word") || return 21; done ;;
    ipdel) take_ipdel "$2" ;;
    nameserver | searchdomain) take_list "${1^^}" "$2" ;;
    onboot | disabled) is_one_of "$2" yes no && WORDS+=("${1^^}" "$2") || return 21 ;;
    hostname | name | description | bootorder | ostemplate | diskspace | diskinodes | cpuunits | cpulimit | cpus | ram | swap | \
      numproc | kmemsize | privvmpages | physpages | features | capability | iptables | netfilter) WORDS+=("${1^^}" "$2") ;;
    *)
      err "vzctl: unrecognized option '--$1'"
      return 21
      ;;
  esac
}

is_one_of() {
  local value=$1 word
  shift
  for word in "$@"; do [ "$word" != "$value" ] || return 0; done
  return 1
}

take_ipdel() {
  local word
  for word in $1; do
    if [ "$word" = all ]; then
      ip_all=yes
    else
      is_address "$word" || return 21
      IP_DEL+=("$word")
    fi
  done
}

# take_list KEY VALUE: an option that may come several times.
take_list() {
  local at
  for at in "${!WORDS[@]}"; do
    if [ $((at % 2)) -eq 0 ] && [ "${WORDS[at]}" = "$1" ]; then
      WORDS[at + 1]+=" $2"
      return
    fi
  done
  WORDS+=("$1" "$2")
}

# is_address IP[/PREFIX]
is_address() {
  local ip=${1%%/*} prefix='' most=32
  case $1 in */*) prefix=${1#*/} ;; esac
  case $ip in
    *:*)
      most=128
      [[ $ip =~ ^[0-9A-Fa-f:]+(:[0-9.]+)?$ && $ip != *:::* ]] || return 1
      ;;
    *)
      [[ $ip =~ ^([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})$ ]] || return 1
      for part in "${BASH_REMATCH[@]:1}"; do [ "$part" -le 255 ] || return 1; done
      ;;
  esac
  case $1 in */*) ;; *) return 0 ;; esac
  if [[ $most = 32 && $prefix =~ ^[0-9]+\.[0-9.]+$ ]]; then return 0; fi
  [[ $prefix =~ ^[0-9]{1,3}$ ]] && [ "$prefix" -le $most ]
}

# --ifname changes an interface that is there, or one that the same command adds, whose own values then win.
take_ifname() {
  local field name found=''
  if [ -z "$ifname" ]; then
    [ ${#CHANGE[@]} -eq 0 ] || fail 20 "Invalid usage. Option --ifname not specified"
    return 0
  fi
  for name in "${ADDED[@]}"; do [ "$name" != "$ifname" ] || found=yes; done
  if [ -z "$found" ]; then
    has_veth "$ifname" || fail 20 "Invalid usage: veth device $ifname is not configured, use --netif_add option first"
    ADDED+=("$ifname")
  fi
  for field in "${!CHANGE[@]}"; do : "${ADD["$ifname $field"]:=${CHANGE[$field]}}"; done
}

apply_set() {
  local name code
  if [ -n "$netif_all" ]; then for name in $(live_veths); do veth_down "$name"; done; fi
  for name in "${NETIF_DEL[@]}"; do veth_down "$name"; done
  merge_set
  veth_up "${ADDED[@]}" || return
  apply_ips || return
  apply_words
}

merge_set() {
  local name
  if [ -n "$netif_all" ]; then VETHS=() VETH=(); fi
  for name in "${NETIF_DEL[@]}"; do
    if has_veth "$name"; then drop_veth "$name"; else err "Container does not have configured veth: $name, skipped"; fi
  done
  for name in "${ADDED[@]}"; do merge_veth "$name"; done
}

apply_ips() {
  local ip
  # shellcheck disable=SC2046
  if [ -n "$ip_all" ]; then venet_del $(live_ips); else venet_del "${IP_DEL[@]}"; fi
  for ip in "${IP_ADD[@]}"; do
    if live_ips | grep -Fxq "${ip%/*}"; then venet_del "$ip" >/dev/null; fi
  done
  venet_add "${IP_ADD[@]}"
}

apply_words() {
  local at value file=$VE_PRIVATE/etc/resolv.conf key=''
  for ((at = 0; at < ${#WORDS[@]}; at += 2)); do
    value=${WORDS[at + 1]}
    case ${WORDS[at]} in
      HOSTNAME) in_container hostname "$value" ;;
      NAMESERVER) key=nameserver ;;
      SEARCHDOMAIN) key=search ;;
      *) continue ;;
    esac
    [ -n "$key" ] || continue
    {
      sed "/^${key}[[:space:]]/d" "$file" 2>/dev/null
      if [ $key = search ]; then echo "search $value"; else for ip in $value; do echo "nameserver $ip"; done; fi
    } >"$file.new"
    mv "$file.new" "$file"
    key=''
  done
  return 0
}

save_set() {
  local -a settings=("${WORDS[@]}")
  # A running container's interfaces were merged before they were made.
  if [ "$VEID" = 0 ] || ! is_running; then merge_set; fi
  if [ -n "$netif_all" ] || [ ${#NETIF_DEL[@]} -gt 0 ] || [ ${#ADDED[@]} -gt 0 ]; then settings+=(NETIF "$(write_netif)"); fi
  if [ -n "$ip_all" ] || [ ${#IP_DEL[@]} -gt 0 ] || [ ${#IP_ADD[@]} -gt 0 ]; then settings+=(IP_ADDRESS "$(merged_ips)"); fi
  save_conf "${settings[@]}"
  save_name
}

# Those that stay in their order, then the new ones; an address counts without its mask.
merged_ips() {
  local ip other all='' kept
  if [ -z "$ip_all" ]; then
    for ip in $(conf IP_ADDRESS); do
      kept=yes
      for other in "${IP_DEL[@]}" "${IP_ADD[@]}"; do [ "${other%/*}" != "${ip%/*}" ] || kept=''; done
      [ -z "$kept" ] || all+="$ip "
    done
  fi
  for ip in "${IP_ADD[@]}"; do
    case " $all" in *" $ip "*) ;; *) all+="$ip " ;; esac
  done
  printf '%s' "${all% }"
}

save_name() {
  local at
  for ((at = 0; at < ${#WORDS[@]}; at += 2)); do
    [ "${WORDS[at]}" != NAME ] || ln -sf "../conf/$VEID.conf" "/etc/vz/names/${WORDS[at + 1]}"
  done
}
