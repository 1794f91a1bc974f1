package dev.bascule.playbook.kind;

import dev.bascule.model.Desired;
import java.util.List;

/** One kind of task, for example {@code template}. */
public interface Kind {

  /** The task's key that chooses this kind. */
  String name();

  /** Declares the keys it knows and checks what can be checked without a node. */
  Maker read(Arguments arguments);

  /** Makes the resources for one node from the fields that {@link #read} declared. */
  @FunctionalInterface
  interface Maker {

    /**
     * The resources, in order.
     *
     * @throws Unresolved if the values do not go together
     */
    List<? extends Desired> make(FieldValues values, Evaluation evaluation)
        throws Unresolved, FactsNeeded;
  }
}
