package dev.bascule.apply.safe;

import dev.bascule.event.Phase;
import dev.bascule.event.RunEvent;
import dev.bascule.model.FileContent;
import dev.bascule.model.IpAddress;
import dev.bascule.model.NodeName;
import dev.bascule.network.Transaction;
import dev.bascule.plan.Plan;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * One transaction on one node.
 *
 * @param plan the whole plan, for reports
 * @param id names it on the node
 * @param token whoever has it may confirm
 */
record Attempt(
    Plan plan, Transaction transaction, String id, String token, String owner, Lifeline line) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static Attempt of(Plan plan, Transaction transaction, String owner, Lifeline line) {
    return new Attempt(plan, transaction, random(6), random(16), owner, line);
  }

  private static String random(int size) {
    byte[] bytes = new byte[size];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  NodeName node() {
    return plan.node();
  }

  /** How long the change has to hold; files alone change nothing yet. */
  Duration stable() {
    return transaction.batch().isEmpty() && !transaction.edits().files().isEmpty()
        ? Duration.ofSeconds(1)
        : transaction.settings().stable();
  }

  boolean manual() {
    return line.manual() || transaction.settings().manual();
  }

  String tokenHash() {
    return FileContent.of(token).sha256();
  }

  Kept kept(Instant endsBy) {
    List<String> candidates = transaction.candidates().stream().map(IpAddress::text).toList();
    return new Kept(node(), id, token, endsBy, candidates, waiting());
  }

  /** What is left to do once a person has confirmed. */
  Waiting waiting() {
    return manual() ? new Waiting(Plans.names(Plans.of(plan).after()), "") : Waiting.NOTHING;
  }

  void enter(Phase phase) {
    line.events().accept(new RunEvent.NodePhase(node(), phase));
  }

  void note(String text) {
    line.events().accept(new RunEvent.NodeNote(node(), text));
  }
}
