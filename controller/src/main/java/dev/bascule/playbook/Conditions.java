package dev.bascule.playbook;

import dev.bascule.playbook.kind.FactsNeeded;
import dev.bascule.playbook.kind.Unresolved;
import dev.bascule.source.Problems;
import dev.bascule.source.YamlNode.Scalar;
import dev.bascule.template.Condition;
import dev.bascule.template.Scope;
import java.util.List;
import java.util.Optional;

/** Decides the conditions of tasks: expressions, or YAML's words for true and false. */
final class Conditions {
  private final Condition condition = new Condition();

  /** Finds what is wrong with a condition whatever the variables are. */
  void check(Scalar when, Problems problems) {
    if (word(when).isEmpty()) {
      condition.check(when.text(), when.position(), problems);
    }
  }

  /**
   * Whether all hold. All that can be judged now are; one that is false decides, whatever the facts
   * are.
   *
   * @throws FactsNeeded if facts decide
   */
  boolean hold(List<Scalar> conditions, Variables variables) throws Unresolved, FactsNeeded {
    FactsNeeded later = null;
    for (Scalar when : conditions) {
      try {
        if (!holds(when, variables)) {
          return false;
        }
      } catch (FactsNeeded e) {
        later = e;
      }
    }
    if (later != null) {
      throw later;
    }
    return true;
  }

  private boolean holds(Scalar when, Variables variables) throws Unresolved, FactsNeeded {
    Optional<Boolean> word = word(when);
    if (word.isPresent()) {
      return word.get();
    }
    Scope scope = variables.scope(condition.names(when.text()), when.position());
    Problems wrong = new Problems();
    return condition
        .holds(when.text(), when.position(), scope, wrong)
        .orElseThrow(() -> new Unresolved(wrong.all()));
  }

  private static Optional<Boolean> word(Scalar when) {
    return switch (when.plain() ? when.text() : "") {
      case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" -> Optional.of(true);
      case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
