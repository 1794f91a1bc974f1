package dev.bascule.playbook.kind;

/** How an evaluated value becomes what a kind wants. */
@FunctionalInterface
public interface ValueType<T> {

  /**
   * Reads a value.
   *
   * @throws Unresolved if it is of another shape or not valid
   */
  T read(Located value) throws Unresolved;
}
