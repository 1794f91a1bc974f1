# shellcheck shell=bash
# docs/performance.md: the last figures, the machine they are from, and how to have them again.

PAGE=$CHECKOUT/docs/performance.md
PAGE_SECTIONS=(start inventory wire check fleet sick simulated peers kills two)

# write_section NAME WORDS...: what was measured since the rows were empty last, with the day, the commit and the load that it is from.
write_section() {
  local name=$1
  shift
  mkdir -p "$BENCH_DIR/sections"
  {
    printf '<!-- %s -->\n' "$name"
    # shellcheck disable=SC2016
    printf '`sudo lab/bench %s`, on %s at commit %s; load average before %s, %s.\n\n' "$*" "$(date -u +%Y-%m-%d)" \
      "$(git -C "$CHECKOUT" rev-parse --short HEAD)" "$BENCH_LOAD" "$(machine)"
    printf '| what | measured | target | |\n|---|---|---|---|\n'
    cat "$BENCH_DIR/rows"
    printf '<!-- end of %s -->\n' "$name"
  } >"$BENCH_DIR/sections/$name"
  : >"$BENCH_DIR/rows"
}

# What was not measured now stays as it is.
section() {
  if [ -e "$BENCH_DIR/sections/$1" ]; then cat "$BENCH_DIR/sections/$1"; else sed -n "/^<!-- $1 -->/,/^<!-- end of $1 -->/p" "$PAGE"; fi
}

section_title() {
  case $1 in
    start) printf 'Start-up\n' ;;
    inventory) printf 'Large inventories\n' ;;
    wire) printf 'On the wire\n' ;;
    check) printf 'A check of 50 nodes\n' ;;
    fleet) printf 'A fleet, against ssh itself\n' ;;
    sick) printf 'Sick nodes\n' ;;
    simulated) printf 'Thousands of nodes\n' ;;
    peers) printf 'Other programs\n' ;;
    kills) printf 'A controller that is killed\n' ;;
    two) printf 'Two controllers at once\n' ;;
  esac
}

write_page() {
  local name
  {
    cat <<END
# Performance

What is promised, and what was measured. Each part says the command that measures it again, and with \`--write\` puts the figures here;
\`mvn -q package\` first. \`sudo lab/bench all --write\` does those of speed. Figures of a machine that does nothing else are better.
END
    for name in "${PAGE_SECTIONS[@]}"; do
      printf '\n## %s\n\n' "$(section_title "$name")"
      section "$name"
    done
    cat <<END

## How it is measured

- Every figure includes the start of the program. Times are medians; those that are compared were taken in turn.
- The nodes are those of the lab, on the same machine: they share its processors with the controller, and the path to them has no latency.
- The job is the same for all programs: [site.yml](../lab/lib/bench/check/site.yml), [ansible.yml](../lab/lib/bench/check/ansible.yml),
  [pyinfra.py](../lab/lib/bench/check/pyinfra.py). The nodes are in sync already; as many forks as nodes; Ansible and Mitogen
  without fact gathering, Ansible with pipelining; nobody has a connection left from an earlier run.
- \`ssh NODE true\` is OpenSSH's client with its defaults, which include a post-quantum key exchange that costs it, and the
  server, more processor time than curve25519 costs. Against an \`ssh\` held to curve25519 Bascule is not within one and a half times:
  most of the difference is the JVM, which interprets and compiles the same code anew in every run.
- The fleet: \`bascule drift\` with its default of 32 forks. The probe is taken down by a node on its way into the shell, and each \`ssh\` carries
  those bytes. \`sudo lab/bench fleet [NODES]\` repeats it. CPU is the controller's side only, all processes of it.
- Simulated nodes: one server in a JVM of its own on this machine, in a network namespace, with an address for each node; to the recorded probe it gives the
  recorded answer 50 ms later. Memory is sampled each second. \`sudo lab/bench simulated [NODES]\` repeats it.
- Sick nodes are the first of the inventory: a quarter drops SYNs (their answers go nowhere), in a quarter sshd is stopped (SIGSTOP), in a quarter the probe
  never ends, a quarter has to write a file and has no room. \`sudo lab/bench sick [NODES]\` repeats it.
- A killed controller: at a moment drawn anew for each run (its seed is printed, and \`BASCULE_SEED=\` repeats it) the program that bridges the nodes gets
  SIGKILL; then \`bascule resume\` has to say of each node what is so on it. \`sudo lab/bench kills [TIMES [NODES]]\` repeats it.
- Two controllers: two programs with state folders of their own are started at the same moment; what their play does first and last on a node
  writes into a log there. \`sudo lab/bench two [NODES]\` repeats it.
- The peers are Debian's packages (\`sudo lab/bench --install-peers\`): $(peer_versions).
END
  } >"$BENCH_DIR/page"
  mv "$BENCH_DIR/page" "$PAGE"
}

machine() {
  printf '%s processors (%s), %s MiB of memory, Linux %s, %s\n' "$(nproc)" \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" \
    "$(awk '$1 == "MemTotal:" { print int($2 / 1024) }' /proc/meminfo)" "$(uname -r)" \
    "$(java -version 2>&1 | head -n 1 | tr -d '"')"
}

peer_versions() {
  local package versions=''
  for package in ansible-core ansible-mitogen; do
    versions="$versions, $package $(dpkg-query -W -f '${Version}' "$package" 2>/dev/null || printf 'not installed')"
  done
  printf '%s\n' "${versions#, }"
}
