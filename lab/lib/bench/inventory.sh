# shellcheck shell=bash disable=SC2153
# A large inventory: 10,000 hosts, in the two forms that people keep them.

INVENTORY_HOSTS=10000
INVENTORY_RUNS=5
# "About a second."
INVENTORY_LIMIT=1250

bench_inventory() {
  heading "$INVENTORY_HOSTS hosts: bascule inventory --list, median of $INVENTORY_RUNS runs"
  mkdir -p "$BENCH_DIR/yaml/group_vars" "$BENCH_DIR/ini/group_vars"
  write_yaml_hosts >"$BENCH_DIR/yaml/hosts.yml"
  write_ini_hosts >"$BENCH_DIR/ini/hosts"
  write_group_vars "$BENCH_DIR/yaml/group_vars"
  write_group_vars "$BENCH_DIR/ini/group_vars"
  judge_inventory 'bascule inventory --list: YAML, variables by host' yaml
  judge_inventory 'bascule inventory --list: INI ranges, variables by group' ini
}

# One hundred racks of a hundred.
write_yaml_hosts() {
  awk -v hosts="$INVENTORY_HOSTS" 'BEGIN {
    print "hardware_nodes:\n  children:"
    for (i = 0; i < hosts; i++) {
      if (i % 100 == 0) printf "    rack_%03d:\n      hosts:\n", i / 100
      printf "        hn-%05d.example.net: {ansible_host: 10.%d.%d.%d, bridge: br%d}\n", i, i / 65536, i / 256 % 256, i % 256, i % 4
    }
  }'
}

write_ini_hosts() {
  awk -v hosts="$INVENTORY_HOSTS" 'BEGIN {
    for (i = 0; i < hosts; i += 100) printf "[rack_%03d]\nhn-[%05d:%05d].example.net bridge=br%d\n", i / 100, i, i + 99, i / 100 % 4
    print "[hardware_nodes:children]"
    for (i = 0; i < hosts; i += 100) printf "rack_%03d\n", i / 100
  }'
}

write_group_vars() {
  local rack
  printf 'nameservers: [192.0.2.53, 192.0.2.54]\nmtu: 1500\n' >"$1/hardware_nodes.yml"
  for rack in $(seq -f %03g 0 $((INVENTORY_HOSTS / 100 - 1))); do
    printf 'rack: %s\ngateway: 10.0.%d.1\n' "$rack" "$((10#$rack))" >"$1/rack_$rack.yml"
  done
}

judge_inventory() {
  local wall cpu
  : >"$BENCH_DIR/wall"
  : >"$BENCH_DIR/cpu"
  clock "$BASCULE" inventory --list -i "$BENCH_DIR/$2"
  for _ in $(seq "$INVENTORY_RUNS"); do
    clock "$BASCULE" inventory --list -i "$BENCH_DIR/$2"
    printf '%s\n' "$WALL" >>"$BENCH_DIR/wall"
    printf '%s\n' "$CPU" >>"$BENCH_DIR/cpu"
  done
  wall=$(median "$BENCH_DIR/wall")
  cpu=$(median "$BENCH_DIR/cpu")
  judge "$1" "$wall" "$INVENTORY_LIMIT" "$(seconds "$wall") wall, $(seconds "$cpu") CPU" 'about 1 s'
}
