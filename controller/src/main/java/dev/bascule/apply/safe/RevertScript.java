package dev.bascule.apply.safe;

import dev.bascule.network.Transaction;
import dev.bascule.network.batch.WideText;
import dev.bascule.probe.ShellText;
import dev.bascule.transport.Script;

/** Writes the script that stages the way back from a transaction out of what the node has kept. */
final class RevertScript {
  private RevertScript() {}

  static Script of(String boundary, Attempt attempt, String old, String program) {
    long window = attempt.transaction().window().total().toSeconds();
    String text =
        "b="
            + boundary
            + "\nT="
            + NodeScript.STATE
            + "\nP="
            + ShellText.quote(program)
            + "\neval \"$P\"\nmain() {\ntx_begin "
            + attempt.id()
            + " "
            + ShellText.quote(attempt.owner())
            + " "
            + window
            + "\ntx_text token "
            + attempt.tokenHash()
            + "\ntx_text wide "
            + ShellText.quote(wide(attempt.transaction()))
            + "\ntx_revert "
            + old
            + "\ntx_seal\n"
            + (attempt.transaction().settings().rehearsed() ? "tx_rehearse_back\n" : "")
            + "tx_arm\ntx_start\n}\nmain </dev/null\n";
    return new Script("stage", text);
  }

  private static String wide(Transaction it) {
    return WideText.of(it.before(), it.target(), it.touched(), it.tools());
  }
}
