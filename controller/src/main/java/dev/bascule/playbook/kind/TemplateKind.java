package dev.bascule.playbook.kind;

import dev.bascule.file.Resource;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import java.util.List;

/**
 * A file rendered from a template.
 *
 * <pre>
 * template: {src: vznet.conf.ftl, dest: /etc/vz/vznet.conf, mode: "0644", owner: root, group: root}
 * </pre>
 */
final class TemplateKind implements Kind {
  @Override
  public String name() {
    return "template";
  }

  @Override
  public Maker read(Arguments arguments) {
    arguments.wantMapping("template: {src: NAME.ftl, dest: /PATH}");
    Field<FileContent> content = arguments.content("src", Evaluation::template);
    if (arguments.hasKeys() && !content.isPresent()) {
      arguments.missing("src");
    }
    Field<AbsolutePath> dest = arguments.required("dest", Types::path);
    AttributeFields attributes = AttributeFields.read(arguments);
    return (values, evaluation) -> {
      FileContent rendered = values.get(content);
      return List.of(
          new Resource.RegularFile(
              values.get(dest), rendered, attributes.of(values), evaluation.isSecret(rendered)));
    };
  }
}
