package dev.bascule.container;

/**
 * Who configures an interface inside of its container at each start; in a playbook {@code inside}.
 */
public enum InsideBy {
  /** The node's script, by {@code vzctl exec2}. */
  SCRIPT,
  /** {@code /etc/network/interfaces} of a Debian container: lines of ours between two marks. */
  DEBIAN,
  /** {@code ifcfg-NAME}, {@code route-NAME} and {@code route6-NAME} of a Red Hat container. */
  REDHAT,
  /** Somebody else; nothing inside is looked at. */
  NONE;

  /** Whether files inside are written, which can be done only while it runs. */
  public boolean isWritten() {
    return this == DEBIAN || this == REDHAT;
  }
}
