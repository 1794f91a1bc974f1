# shellcheck shell=bash
# One run: its folder, its namespaces, its end.

COMMAND_STATUS=

# start_run: a folder that belongs to this process and is registered as such before it holds anything.
start_run() {
  mkdir -p "$LAB_CACHE/runs"
  LAB_DIR=$(mktemp -d "$LAB_CACHE/runs/XXXXXXXX")
  register owner "$$ $(start_time $$)"
}

# sweep_runs: what was left by runs that could not clean up after themselves.
sweep_runs() {
  local folder pid start
  for folder in "$LAB_CACHE"/runs/*/; do
    [ -f "$folder/registry" ] || continue
    read -r pid start < <(LAB_DIR=$folder registered owner) || continue
    alive "$pid" "$start" || LAB_DIR=${folder%/} end_run
  done
}

end_run() {
  # bash would report each kill of its own child as an event.
  unregister_all_processes 2>/dev/null
  unregister_all_cgroups
  rm -rf --one-file-system "${LAB_DIR:?}"
}

# run_command COMMAND...: as root, in the clone, without a standard input; everything ends with its PID 1.
run_command() {
  local began=$SECONDS child cgroup=bascule-fresh-${LAB_DIR##*/}
  register cgroup "none,name=systemd $cgroup"
  mkdir -p "$LAB_DIR/cgroup"
  # A process group of its own: an interrupt ends it by its PID 1, whatever the command makes of signals.
  setsid env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
    "TERM=${TERM:-dumb}" ${CI:+"CI=$CI"} ${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"} \
    unshare --mount --propagation private sh "$LAB_HOME/lib/fresh/enter.sh" "$LAB_DIR" "$cgroup" "$@" </dev/null &
  child=$!
  COMMAND_STATUS=0
  wait "$child" || COMMAND_STATUS=$?
  say "'$*' ended with $COMMAND_STATUS after $((SECONDS - began)) s"
}

# The part of the machine's network that nothing here may change.
network_picture() {
  ip -o link show | sed 's/ qlen [0-9]*//'
  ip -o address show | sed 's/valid_lft.*//'
  ip route show table all
  ip rule show
}
