# shellcheck shell=bash
# The bare machine: a cached root, and what it takes from this machine to reach the same package registries.

# What debootstrap calls minimal, and what every way to reach a checkout needs.
FRESH_PACKAGES=ca-certificates,sudo

fresh_root() { printf '%s\n' "$LAB_CACHE/fresh-$(printf '%s\n' "$FRESH_PACKAGES" "$LAB_SUITE" | hash_of)"; }

build_fresh_root() {
  local root
  root=$(fresh_root)
  mkdir -p "$LAB_CACHE"
  exec 7>>"$LAB_CACHE/lock"
  flock -w 1800 7 || die "another build has held $LAB_CACHE/lock for 30 minutes"
  build_cached "${root##*/}" debootstrap_into "$FRESH_PACKAGES"
  exec 7>&-
}

# make_machine: the run's own copy, on a real file system: an overlay could not hold the overlays of the lab inside.
make_machine() {
  local root=$LAB_DIR/root
  cp -a --reflink=auto "$(fresh_root)" "$root"
  printf 'fresh\n' >"$root/etc/hostname"
  printf '127.0.0.1 localhost\n127.0.1.1 fresh\n' >"$root/etc/hosts"
  cp -L /etc/resolv.conf "$root/etc/resolv.conf"
  # Its network is this machine's, so no daemon of a package may start by being installed.
  printf '#!/bin/sh\nexit 101\n' | install -m 755 /dev/stdin "$root/usr/sbin/policy-rc.d"
  give_package_sources "$root"
  give_certificates "$root"
  give_maven_settings "$root"
  clone_checkout "$root/src"
}

# Only Debian's own, signed by Debian's own keys: a bare machine knows no others.
give_package_sources() {
  local root=$1
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(ORIGIN) $(CODENAME) deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk -v suite="$LAB_SUITE" '$1 == "Debian" && index($2, suite) == 1' |
    cut -d' ' -f3- | sort -u >"$root/etc/apt/sources.list"
  grep -q "$LAB_SUITE" "$root/etc/apt/sources.list" || die "apt on this machine has no source for $LAB_SUITE main"
  apt-config dump | grep -E '^Acquire::(http|https|Check|Retries|ForceIP)' >"$root/etc/apt/apt.conf.d/90machine" || :
  [ ! -d /etc/apt/auth.conf.d ] || cp -a /etc/apt/auth.conf.d/. "$root/etc/apt/auth.conf.d/"
}

give_certificates() {
  [ ! -d /usr/local/share/ca-certificates ] || cp -a /usr/local/share/ca-certificates/. "$1/usr/local/share/ca-certificates/"
  chroot "$1" update-ca-certificates >/dev/null 2>&1
}

# Its repository stays empty; how to reach Maven Central is the machine's business.
give_maven_settings() {
  [ ! -f "$HOME/.m2/settings.xml" ] || install -D -m 600 "$HOME/.m2/settings.xml" "$1/root/.m2/settings.xml"
}

# git's own configuration must let root read a user's checkout; a HOME for this one command says so.
clone_checkout() {
  local checkout home=$LAB_DIR/home
  checkout=$(dirname "$LAB_HOME")
  mkdir -p "$home"
  HOME=$home git config --global safe.directory '*'
  HOME=$home git clone --quiet --no-local "$checkout" "$1"
  [ -z "$(HOME=$home git -C "$checkout" status --porcelain)" ] || say "the clone has HEAD, not the changes that are not committed"
}
