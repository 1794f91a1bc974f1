package dev.bascule.playbook.kind;

import dev.bascule.source.ProblemCode;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Scalar;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads keys whose text a shell will run, so that expressions in them are quoted. */
final class ShellTexts {
  private ShellTexts() {}

  static @Nullable Scalar read(String key, Arguments arguments) {
    Optional<YamlNode> node = arguments.raw(key);
    if (node.isEmpty()) {
      return null;
    }
    if (node.get() instanceof Scalar text) {
      return text;
    }
    arguments.problem(
        new Unresolved(
            ProblemCode.WRONG_TYPE,
            node.get().position(),
            "'" + key + "' is one value, but this is " + node.get().shape(),
            "write one shell text"));
    return null;
  }
}
