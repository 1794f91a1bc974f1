package dev.bascule.apply.safe;

import dev.bascule.transport.Script;

/** Writes the script that puts a transaction onto its node, arms it and starts it. */
@FunctionalInterface
interface Staging {
  Script script(String boundary, Attempt attempt);
}
