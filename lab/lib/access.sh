# shellcheck shell=bash
# Keys, known hosts, ssh_config and inventory: what a controller needs to reach the nodes.

lab_key() {
  [ -e "$LAB_DIR/id_ed25519" ] || ssh-keygen -q -t ed25519 -N '' -C bascule-lab -f "$LAB_DIR/id_ed25519"
}

# Written anew whenever nodes are added.
write_access_files() {
  local node
  nodes | while read -r node; do known_host "$node"; done >"$LAB_DIR/known_hosts"
  write_ssh_config >"$LAB_DIR/ssh_config"
  # shellcheck disable=SC2046
  write_inventory $(nodes) >"$LAB_DIR/inventory.yml"
}

known_host() {
  local key
  for key in "$LAB_DIR/nodes/$1"/hostkeys/*.pub; do
    printf '%s,%s,%s %s\n' "$1" "$(node_address "$1")" "$(node_address6 "$1")" "$(cut -d' ' -f1,2 "$key")"
  done
}

write_ssh_config() {
  local node
  nodes | while read -r node; do printf 'Host %s\n  HostName %s\n' "$node" "$(node_address "$node")"; done
  cat <<END
Host hn-* 10.66.* fd66:*
  User root
  IdentityFile $LAB_DIR/id_ed25519
  IdentitiesOnly yes
  UserKnownHostsFile $LAB_DIR/known_hosts
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
  ConnectTimeout 10
END
}

write_inventory() {
  local node
  printf 'hardware_nodes:\n  hosts:\n'
  for node in "$@"; do printf '    %s: {ansible_host: %s}\n' "$node" "$(node_address "$node")"; done
  cat <<END
  vars:
    ansible_user: root
    ansible_ssh_private_key_file: $LAB_DIR/id_ed25519
    ansible_ssh_common_args: -o UserKnownHostsFile=$LAB_DIR/known_hosts -o StrictHostKeyChecking=yes
END
}
