package dev.bascule.apply.safe;

import dev.bascule.transport.Script;
import java.util.Optional;

/** Writes the script that puts a transaction onto its node, arms it and starts it. */
@FunctionalInterface
interface Staging {
  Script script(String boundary, Attempt attempt);

  /** On the controller, where the node itself is not asked to rehearse. */
  default Optional<Rehearsal> rehearse(Attempt attempt) {
    return Optional.empty();
  }
}
