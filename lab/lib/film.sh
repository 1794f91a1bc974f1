# shellcheck shell=bash
# A node's own block device (topology own-disk), and what a plug pulled at any moment would leave of it. Only a kernel of its own
# can lose what it has not written: what any process of this machine wrote, the machine keeps.

new_ext4() {
  need_programs mkfs.ext4
  rm -f "$1"
  truncate -s 8M "$1"
  mkfs.ext4 -q -F -b 1024 -J size=1 -N 512 -E lazy_itable_init=0,lazy_journal_init=0 "$1"
}

# lab_film NODE FOLDER: FOLDER/1, FOLDER/2 … are the trees of the file system, oldest first, each after its journal was replayed as by
# a boot.
lab_film() {
  local node=${1-} folder=${2-} device init picture pictures=0 written seen=
  pids=()
  need_root
  need_node "$node"
  need_programs e2fsck debugfs pgrep
  [ -d "$folder" ] || usage_error "film $node into which folder?"
  device=$LAB_DIR/nodes/$node/ext4
  [ -e "$device" ] || die "$node has no disk of its own: lab up … --flavour uml --topology own-disk"
  init=$(init_pid "$node") || die "$node is off"
  mapfile -t pids < <(kernel_of "${init%% *}")
  [ ${#pids[@]} -gt 0 ] || die "no process of the kernel of $node was found"
  picture=$folder/picture
  trap 'kill -CONT "${pids[@]}" 2>/dev/null || :' EXIT
  : >"$folder/rolling"
  until [ -e "$folder/enough" ] || ! is_on "$node"; do
    written=$(stat -c %.Y "$device")
    if [ "$written" != "$seen" ]; then
      seen=$written
      take_picture
    fi
    sleep 0.003
  done
  take_picture
  while [ "$pictures" -gt 0 ]; do
    develop "$folder/$pictures"
    pictures=$((pictures - 1))
  done
}

# kernel_of PID: the processes of a kernel whose first process is PID's child. Those that it traces are programs of the node; without
# it they stand still.
kernel_of() {
  local pid
  for pid in $(pgrep --ns "$1" --nslist pid); do
    [ "$pid" = "$1" ] || ! grep -q '^TracerPid:.0$' "/proc/$pid/status" 2>/dev/null || printf '%s\n' "$pid"
  done
}

# take_picture: counts it, unless it shows what the last one did.
take_picture() {
  local pid
  kill -STOP "${pids[@]}" 2>/dev/null || :
  for pid in "${pids[@]}"; do wait_until 5 "process $pid to stand still" stands_still "$pid"; done
  cp --sparse=always "$device" "$picture"
  kill -CONT "${pids[@]}" 2>/dev/null || :
  [ "$pictures" -eq 0 ] || ! cmp -s "$folder/$pictures.ext4" "$picture" || return 0
  pictures=$((pictures + 1))
  mv "$picture" "$folder/$pictures.ext4"
}

stands_still() {
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 0
  case ${stat##*) } in [TZX]*) ;; *) return 1 ;; esac
}

# develop PICTURE: the tree of PICTURE.ext4. What e2fsck does not dare to repair without being asked no boot could have repaired.
develop() {
  e2fsck -fp "$1.ext4" >"$1.log" 2>&1 || [ $? -eq 1 ] || die "$1.ext4 is broken: $(tail -n 5 "$1.log")"
  mkdir "$1"
  debugfs -R "rdump / $1" "$1.ext4" >>"$1.log" 2>&1
  rm -f "$1.ext4" "$1.log"
}
