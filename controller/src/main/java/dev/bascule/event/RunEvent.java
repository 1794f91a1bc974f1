package dev.bascule.event;

import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import java.time.Duration;
import java.time.Instant;

/** What happens in a run, in the order it happens; several nodes' events come interleaved. */
public sealed interface RunEvent {

  /**
   * A wave of nodes begins, where there are several.
   *
   * @param number from 1
   * @param of how many there are, as far as one can tell
   * @param nodes how many it has
   * @param canary the name of its only node, if that goes first so that no other need be harmed;
   *     empty for any other wave
   */
  record WaveBegun(int number, int of, int nodes, String canary) implements RunEvent {}

  /** So much time passes, then so many nodes are looked at again before the next wave. */
  record Soaking(Duration time, int nodes) implements RunEvent {}

  /** Work on a node begins. */
  record NodeStarted(NodeName node) implements RunEvent {}

  /** Work on a node enters a phase. */
  record NodePhase(NodeName node, Phase phase) implements RunEvent {}

  /** A node's plan is known. */
  record NodePlanned(NodeName node, Plan plan) implements RunEvent {}

  /** Something worth saying that ends nothing. */
  record NodeNote(NodeName node, String text) implements RunEvent {}

  /**
   * Somebody else is at work on the node, and this run waits for its turn.
   *
   * @param why who, as a sentence
   */
  record NodeWaits(NodeName node, String why) implements RunEvent {}

  /**
   * A node's rollback timer runs: should the run lose sight of the node, this is what is known.
   *
   * @param transaction its id
   * @param endsBy when the node has ended the transaction by itself at the latest, as this
   *     machine's clock shows it
   */
  record NodeArmed(NodeName node, String transaction, Instant endsBy) implements RunEvent {}

  /** Work on a node ended. */
  record NodeFinished(NodeName node, Outcome outcome, Duration took) implements RunEvent {}
}
