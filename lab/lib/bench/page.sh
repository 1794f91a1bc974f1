# shellcheck shell=bash
# docs/performance.md: the last figures, the machine they are from, and how to have them again.

write_page() {
  {
    cat <<END
# Performance

What is promised, and what was measured on $(date -u +%Y-%m-%d) at commit $(git -C "$CHECKOUT" rev-parse --short HEAD), by

    mvn -q package
    sudo lab/bench all

on $(machine).
The load average was $BENCH_LOAD when the measuring began; figures of a machine that does nothing else are better.

| what | measured | target | |
|---|---|---|---|
$(cat "$BENCH_DIR/rows")

- Every figure includes the start of the program. Times are medians; those that are compared were taken in turn.
- The nodes are those of the lab, on the same machine: they share its processors with the controller, and the path to them has no latency.
- The job is the same for all programs: [site.yml](../lab/lib/bench/check/site.yml), [ansible.yml](../lab/lib/bench/check/ansible.yml),
  [pyinfra.py](../lab/lib/bench/check/pyinfra.py). The nodes are in sync already; as many forks as nodes; Ansible and Mitogen
  without fact gathering, Ansible with pipelining; nobody has a connection left from an earlier run.
- \`ssh NODE true\` is OpenSSH's client with its defaults, which include a post-quantum key exchange that costs it, and the
  server, more processor time than curve25519 costs. Against an \`ssh\` held to curve25519 Bascule is not within one and a half times:
  most of the difference is the JVM, which interprets and compiles the same code anew in every run.
- The peers are Debian's packages (\`sudo lab/bench --install-peers\`): $(peer_versions).
END
  } >"$BENCH_DIR/page"
  mv "$BENCH_DIR/page" "$CHECKOUT/docs/performance.md"
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
