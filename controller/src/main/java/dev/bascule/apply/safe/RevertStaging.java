package dev.bascule.apply.safe;

import dev.bascule.transport.Script;
import java.util.Optional;

/** Stages the way back from a transaction, with what its node has kept of it. */
record RevertStaging(Confirmed old) implements Staging {

  @Override
  public Script script(String boundary, Attempt attempt) {
    return RevertScript.of(boundary, attempt, old.id(), NodeProgram.text());
  }

  @Override
  public Optional<Rehearsal> rehearse(Attempt attempt) {
    return attempt.transaction().settings().rehearsed()
        ? Optional.empty()
        : Optional.of(Rehearsal.unwanted());
  }
}
