# shellcheck shell=bash disable=SC2154,SC2034,SC2016
# Making and removing containers. Their private area is an empty distribution: its own /etc, the node's programs.

vz_create() {
  local template sample code
  local -a settings=()
  template=$(global DEF_OSTEMPLATE debian)
  sample=$(global CONFIGFILE basic)
  while [ $# -gt 0 ]; do
    case $1 in
      --ostemplate) template=$2 ;;
      --config) sample=$2 ;;
      --hostname | --ipadd | --name) settings+=("$1" "$2") ;;
      --layout | --velayout | --ve_layout | --diskspace) ;;
      --private) VE_PRIVATE=${2//'$VEID'/$VEID} ;;
      --root) VE_ROOT=${2//'$VEID'/$VEID} ;;
      *) fail 21 "vzctl: unrecognized option '$1'" ;;
    esac
    shift 2 || fail 21 "option '$1' requires an argument"
  done
  case $template in
    debian* | ubuntu*) family=debian ;;
    centos* | redhat* | fedora* | sl-* | scientific*) family=redhat ;;
    *) fail 91 "Unable to find OS template $template" ;;
  esac
  [ -f "$VZ_CONF/ve-$sample.conf-sample" ] || fail 22 "File $VZ_CONF/ve-$sample.conf-sample not found"
  lock creating
  if exists; then fail 44 "Private area already exists in $VE_PRIVATE"; fi
  log "Creating container private area ($template)"
  make_private "$family" || fail 48 "Creation of container private area failed"
  cp "$VZ_CONF/ve-$sample.conf-sample" "$CONF"
  save_conf VE_ROOT "$(templated "$VE_ROOT")" VE_PRIVATE "$(templated "$VE_PRIVATE")" OSTEMPLATE "$template" ORIGIN_SAMPLE "$sample" \
    >/dev/null
  if [ ${#settings[@]} -gt 0 ]; then
    vz_set_locked "${settings[@]}" --save
    code=$?
    [ $code -eq 0 ] || return $code
  fi
  log "Container private area was created"
}

templated() { printf '%s' "${1//$VEID/'$VEID'}"; }

make_private() {
  local folder own=$VE_PRIVATE
  mkdir -p "$own"/{etc,dev,proc,sys,run,usr,root,home,tmp,mnt,opt,srv} "$own"/var/{cache,lib/dhcp,log,spool,tmp} || return
  chmod 1777 "$own/tmp" "$own/var/tmp"
  for folder in bin sbin lib lib32 lib64 libx32; do [ ! -L "/$folder" ] || ln -s "usr/$folder" "$own/$folder"; done
  ln -s /run "$own/var/run"
  ln -s /run/lock "$own/var/lock"
  # What the node's programs need of an /etc.
  for folder in alternatives bash.bashrc debian_version group host.conf iproute2 ld.so.cache ld.so.conf ld.so.conf.d nsswitch.conf \
    os-release passwd profile protocols services shadow shells dhcp; do
    [ ! -e "/etc/$folder" ] || cp -a "/etc/$folder" "$own/etc/"
  done
  ln -s /proc/self/mounts "$own/etc/mtab"
  echo '127.0.0.1 localhost' >"$own/etc/hosts"
  make_family_"$1" "$own/etc"
}

make_family_debian() {
  mkdir -p "$1"/network/interfaces.d
  for folder in if-up.d if-down.d if-pre-up.d if-post-down.d; do mkdir "$1/network/$folder"; done
  printf 'auto lo\niface lo inet loopback\n' >"$1/network/interfaces"
  echo "ct$VEID" >"$1/hostname"
}

make_family_redhat() {
  rm -f "$1/debian_version"
  mkdir -p "$1/sysconfig/network-scripts" "$1/init.d"
  echo 'CentOS release 6.10 (Final)' >"$1/redhat-release"
  printf 'NETWORKING="yes"\nHOSTNAME="ct%s"\n' "$VEID" >"$1/sysconfig/network"
  printf 'DEVICE=lo\nIPADDR=127.0.0.1\nNETMASK=255.0.0.0\nONBOOT=yes\n' >"$1/sysconfig/network-scripts/ifcfg-lo"
  ln -s /usr/lib/vzctl/ct-redhat.sh "$1/init.d/network"
}

vz_destroy() {
  need_conf
  lock destroying
  is_running && fail 32 "Container is currently running. Stop it before proceeding."
  is_mounted && fail 40 "Container is currently mounted (umount first)"
  log "Destroying container private area: $VE_PRIVATE"
  rm -rf "${VE_PRIVATE:?}" "${VE_ROOT:?}"
  [ ! -f "$CONF" ] || mv "$CONF" "$CONF.destroyed"
  for kind in premount mount start stop umount postumount; do
    [ ! -e "$VZ_CONF/$VEID.$kind" ] || mv "$VZ_CONF/$VEID.$kind" "$VZ_CONF/$VEID.$kind.destroyed"
  done
  log "Container private area was destroyed"
}
