package dev.bascule.playbook.kind;

/** A value that depends on facts, asked for before the node was looked at. */
public final class FactsNeeded extends Exception {
  private static final long serialVersionUID = 1L;

  public FactsNeeded() {
    super("facts are not known yet", null, false, false);
  }
}
