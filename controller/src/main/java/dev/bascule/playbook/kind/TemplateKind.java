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
    Field<String> src = arguments.required("src", Types::line);
    Field<AbsolutePath> dest = arguments.required("dest", Types::path);
    AttributeFields attributes = AttributeFields.read(arguments);
    return (values, evaluation) -> {
      FileContent content = evaluation.template(values.get(src), FieldValues.place(src));
      return List.of(
          new Resource.RegularFile(
              values.get(dest), content, attributes.of(values), evaluation.isSecret(content)));
    };
  }
}
