package dev.bascule.playbook.kind;

import dev.bascule.file.Resource;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Scalar;
import dev.bascule.source.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One program with its arguments, without a shell. A text is split into words before its
 * expressions are evaluated, so that a value is always one word.
 *
 * <pre>
 * command: vzctl set [=ctid] --onboot yes --save
 * command: {argv: [vzctl, start, "[=ctid]"], unless: "vzctl status [=ctid] | grep -q running"}
 * command: {cmd: "mkswap /swap", creates: /swap, chdir: /, env: {LANG: C}}
 * </pre>
 */
final class CommandKind implements Kind {
  @Override
  public String name() {
    return "command";
  }

  @Override
  public Maker read(Arguments arguments) {
    List<Field<String>> words = new ArrayList<>();
    for (YamlNode word : words(arguments)) {
      words.add(arguments.add("word " + (words.size() + 1), word, Types::text));
    }
    GuardFields guard = GuardFields.read(arguments);
    return (values, evaluation) -> {
      List<String> body = new ArrayList<>();
      for (Field<String> word : words) {
        body.add(values.get(word));
      }
      return List.of(
          new Resource.Command(
              body,
              false,
              guard.guard(values),
              guard.directory(values),
              guard.environment(values)));
    };
  }

  private static List<YamlNode> words(Arguments arguments) {
    Optional<YamlNode> text =
        arguments.shortForm().map(YamlNode.class::cast).or(() -> arguments.raw("cmd"));
    Optional<YamlNode> argv = arguments.raw("argv");
    if (text.isPresent() == argv.isPresent()) {
      arguments.problem(
          text.isPresent() ? ProblemCode.KEYS_CONFLICT : ProblemCode.MISSING_KEY,
          text.isPresent()
              ? "'cmd' and 'argv' exclude each other"
              : "'cmd' or 'argv' of 'command' is missing",
          text.isPresent() ? "remove one" : "write command: PROGRAM ARGUMENT …");
      return List.of();
    }
    if (text.isPresent() && text.get() instanceof Scalar scalar) {
      return split(scalar, arguments);
    }
    if (argv.isPresent() && argv.get() instanceof Sequence list && !list.items().isEmpty()) {
      return list.items();
    }
    YamlNode wrong = text.or(() -> argv).orElseThrow();
    arguments.problem(
        new Unresolved(
            ProblemCode.WRONG_TYPE,
            wrong.position(),
            text.isPresent() ? "'cmd' is one text" : "'argv' is a list of words",
            null));
    return List.of();
  }

  private static List<YamlNode> split(Scalar scalar, Arguments arguments) {
    try {
      return CommandWords.split(scalar);
    } catch (Unresolved e) {
      arguments.problem(e);
      return List.of();
    }
  }
}
