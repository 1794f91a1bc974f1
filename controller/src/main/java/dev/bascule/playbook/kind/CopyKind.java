package dev.bascule.playbook.kind;

import dev.bascule.file.Resource;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.source.ProblemCode;
import java.util.List;

/**
 * A file with these bytes: those of a file here, or a text.
 *
 * <pre>
 * copy: {src: motd, dest: /etc/motd, mode: "0644"}
 * copy: {content: "managed\n", dest: /etc/motd}
 * </pre>
 */
final class CopyKind implements Kind {
  @Override
  public String name() {
    return "copy";
  }

  @Override
  public Maker read(Arguments arguments) {
    arguments.wantMapping("copy: {src: FILE, dest: /PATH}");
    Field<FileContent> src = arguments.content("src", Evaluation::file);
    Field<String> content = arguments.optional("content", Types::text);
    Field<AbsolutePath> dest = arguments.required("dest", Types::path);
    AttributeFields attributes = AttributeFields.read(arguments);
    if (!src.isPresent() && !content.isPresent()) {
      if (arguments.hasKeys()) {
        arguments.missing("src");
      }
    } else if (src.isPresent() && content.isPresent()) {
      arguments.problem(
          ProblemCode.KEYS_CONFLICT, "'src' and 'content' exclude each other", "remove one");
    }
    return (values, evaluation) -> {
      FileContent bytes = src.isPresent() ? values.get(src) : FileContent.of(values.get(content));
      return List.of(
          new Resource.RegularFile(
              values.get(dest), bytes, attributes.of(values), evaluation.isSecret(bytes)));
    };
  }
}
