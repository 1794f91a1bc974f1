package dev.bascule.network;

import dev.bascule.model.Change;
import java.util.List;
import java.util.Optional;

/**
 * One difference of a node's network, as a plan shows it.
 *
 * @param target for example {@code bridge br0} or {@code default route}
 * @param effect what it does to traffic while it is made
 * @param layer {@code RUNTIME} but where what runs is kept by itself, as Open vSwitch does
 */
public record NetworkChange(
    Verb verb, String target, List<Detail> details, Effect effect, Layer layer) implements Change {
  public NetworkChange {
    details = List.copyOf(details);
  }

  /** Of what runs: the files that keep it are changes of their own. */
  public NetworkChange(Verb verb, String target, List<Detail> details, Effect effect) {
    this(verb, target, details, effect, Layer.RUNTIME);
  }

  /** What a step may do to the controller's own session. */
  public enum Effect {
    /** Nothing that carries the session is touched. */
    SAFE("safe"),
    /** The session's packets may wait or be lost for a moment. */
    INTERRUPTS("interrupts"),
    /** The session ends, or could: its address or its way changes. */
    CUTS("cuts"),
    /** The node cannot undo what it sets off elsewhere, for example at a switch. */
    NOT_REVERSIBLE("not reversible from the node");

    private final String text;

    Effect(String text) {
      this.text = text;
    }

    /** As a plan shows it. */
    public String text() {
      return text;
    }
  }

  @Override
  public Optional<ContentChange> content() {
    return Optional.empty();
  }
}
