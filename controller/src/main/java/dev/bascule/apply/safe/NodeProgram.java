package dev.bascule.apply.safe;

import dev.bascule.probe.ShellText;
import java.util.List;

/**
 * The program that a transaction leaves on its node: it watches, applies, goes back or forward, and
 * tells. POSIX sh; stands alone, so that it needs nothing of the controller.
 */
final class NodeProgram {
  private static final List<String> SHARED =
      List.of(
          "common",
          "lsstat",
          "files",
          "net-ops",
          "net-addresses",
          "net-ovs",
          "netstate",
          "rehearse");
  private static final List<String> OWN =
      List.of(
          "tx-folder",
          "tx-state",
          "tx-process",
          "tx-limit",
          "tx-launch",
          "tx-stage",
          "tx-file",
          "tx-replace",
          "tx-volatile",
          "tx-ovs",
          "tx-proof",
          "tx-containers",
          "tx-rehearse",
          "tx-arm",
          "tx-apply",
          "tx-watch",
          "tx-back",
          "tx-ladder",
          "tx-forward",
          "tx-recover",
          "tx-session",
          "tx-confirm",
          "tx-prove",
          "tx-status",
          "tx-revert",
          "tx-main");

  private NodeProgram() {}

  /** Its functions; the node adds the call. */
  static String text() {
    return ShellText.parts(SHARED) + ShellText.parts(OWN);
  }
}
