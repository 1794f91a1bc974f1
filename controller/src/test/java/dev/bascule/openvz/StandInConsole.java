package dev.bascule.openvz;

import dev.bascule.lab.LabNode;

/**
 * The console of a node with the stand-in for vzctl. Its scripts know {@code rc COMMAND}, which
 * prints the exit code after what the command says, {@code ct ID}, which makes a container in
 * silence, and {@code script FILE}, which makes an executable of its standard input.
 */
record StandInConsole(LabNode node) {
  private static final String WORDS =
      """
      rc() { "$@"; echo "rc=$?"; }
      ct() { for id in "$@"; do vzctl --quiet create "$id"; done; }
      script() { { echo '#!/bin/bash'; cat; } >"$1"; chmod 755 "$1"; }
      netif() { sed -n 's/^NETIF=//p' "/etc/vz/conf/$1.conf"; }
      conf=/etc/vz/conf
      exec 2>&1
      cd /
      """;

  /** Output and error output, whatever the exit code. */
  String run(String script) {
    return node.tryExec("bash", "-c", WORDS + script).out();
  }
}
