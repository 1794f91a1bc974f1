package dev.bascule.playbook.kind;

import dev.bascule.file.Resource;
import dev.bascule.model.FileContent;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.YamlNode;
import java.util.List;

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
    Field<String> content =
        arguments.shortForm().isPresent()
            ? arguments.shell("content", arguments.shortForm().get())
            : arguments.shell("content");
    Field<FileContent> src = arguments.content("src", ScriptKind::file);
    GuardFields guard = GuardFields.read(arguments);
    if (!content.isPresent() && !src.isPresent()) {
      missing(arguments);
    } else if (content.isPresent() && src.isPresent()) {
      arguments.problem(
          ProblemCode.KEYS_CONFLICT, "'src' and 'content' exclude each other", "remove one");
    }
    return (values, evaluation) -> {
      String text = src.isPresent() ? values.get(src).text() : values.get(content);
      return List.of(
          new Resource.Command(
              List.of(text),
              true,
              guard.guard(values),
              guard.directory(values),
              guard.environment(values)));
    };
  }

  private static void missing(Arguments arguments) {
    arguments.wantMapping("script: | and the script below it");
    if (arguments.hasKeys()) {
      arguments.missing("content");
    }
  }

  private static FileContent file(Evaluation evaluation, String src, YamlNode at)
      throws Unresolved {
    FileContent content = evaluation.file(src, at);
    if (!content.isText()) {
      throw new Unresolved(
          ProblemCode.NOT_TEXT,
          at.position(),
          "'" + src + "' is not a text",
          "'copy' brings a binary to the node, 'command' runs it");
    }
    return content;
  }
}
