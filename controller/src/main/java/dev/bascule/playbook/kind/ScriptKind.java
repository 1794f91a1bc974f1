package dev.bascule.playbook.kind;

import dev.bascule.file.Resource;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.YamlNode.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A POSIX shell script; each {@code [=…]} in its content is quoted.
 *
 * <pre>
 * script: |
 *   set -e
 *   vzctl set [=ctid] --onboot yes --save
 * script: {src: grow.sh, creates: /var/lib/grown, chdir: /root, env: {SIZE: 10G}}
 * script: {content: "…", unless: "grep -q ready /proc/x"}
 * </pre>
 */
final class ScriptKind implements Kind {
  @Override
  public String name() {
    return "script";
  }

  @Override
  public Maker read(Arguments arguments) {
    @Nullable Scalar content =
        arguments.shortForm().orElseGet(() -> ShellTexts.read("content", arguments));
    Field<String> src = arguments.optional("src", Types::line);
    GuardFields guard = GuardFields.read(arguments);
    if (!arguments.hasKeys() && content == null) {
      arguments.wantMapping("script: | and the script below it");
    } else if (content == null && !src.isPresent()) {
      if (arguments.raw("content").isEmpty()) {
        arguments.problem(
            ProblemCode.MISSING_KEY, "'content' of 'script' is missing", "add 'content: |'");
      }
    } else if (content != null && src.isPresent()) {
      arguments.problem(
          ProblemCode.KEYS_CONFLICT, "'src' and 'content' exclude each other", "remove one");
    }
    return (values, evaluation) -> {
      String text =
          content == null
              ? evaluation.file(values.get(src), FieldValues.place(src)).text()
              : evaluation.shellText(content);
      return List.of(
          new Resource.Command(
              List.of(text),
              true,
              guard.guard(values, evaluation),
              guard.directory(values),
              guard.environment(values)));
    };
  }
}
