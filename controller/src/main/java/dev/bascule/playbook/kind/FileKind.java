package dev.bascule.playbook.kind;

import dev.bascule.file.Resource;
import dev.bascule.model.AbsolutePath;
import dev.bascule.source.ProblemCode;
import java.util.List;

/**
 * A path and what is there.
 *
 * <pre>
 * file: {path: /etc/vz/conf, state: directory, mode: "0755"}
 * file: {path: /etc/localtime, state: link, target: /usr/share/zoneinfo/UTC}
 * file: {path: /etc/old.conf, state: absent}
 * file: {path: /etc/shadow, mode: "0640", group: shadow}   # state: file, it must be there
 * </pre>
 */
final class FileKind implements Kind {
  private static final List<String> STATES = List.of("file", "directory", "link", "absent");

  @Override
  public String name() {
    return "file";
  }

  @Override
  public Maker read(Arguments arguments) {
    arguments.wantMapping("file: {path: /PATH, state: directory}");
    Keys keys =
        new Keys(
            arguments.required("path", Types::path),
            arguments.optional("state", Types.oneOf(STATES)),
            arguments.optional("target", Types::line),
            arguments.optional("recursive", Types::truth),
            AttributeFields.read(arguments));
    if (!keys.state.isPresent() || keys.state.constant() != null) {
      try {
        keys.check(keys.state.constant() == null ? "file" : keys.state.constant(), arguments);
      } catch (Unresolved e) {
        arguments.problem(e);
      }
    }
    return (values, evaluation) -> {
      String state = values.get(keys.state, "file");
      keys.check(state, arguments);
      return List.of(keys.make(state, values));
    };
  }

  private record Keys(
      Field<AbsolutePath> path,
      Field<String> state,
      Field<String> target,
      Field<Boolean> recursive,
      AttributeFields attributes) {

    void check(String wanted, Arguments arguments) throws Unresolved {
      boolean link = wanted.equals("link");
      boolean absent = wanted.equals("absent");
      if (link && !target.isPresent()) {
        throw new Unresolved(
            ProblemCode.MISSING_KEY,
            arguments.position(),
            "'target' of 'file' is missing: a link needs one",
            "add 'target: …'");
      }
      only(target, link, "link");
      only(recursive, absent, "absent");
      if (link || absent) {
        only(attributes.mode(), false, "file or directory");
        only(attributes.owner(), false, "file or directory");
        only(attributes.group(), false, "file or directory");
      } else if (wanted.equals("file") && !attributes.isPresent()) {
        throw new Unresolved(
            ProblemCode.MISSING_KEY,
            arguments.position(),
            "this says nothing about the file",
            "add 'state', or one of 'mode', 'owner', 'group'; 'copy' makes a file");
      }
    }

    private static void only(Field<?> field, boolean fits, String states) throws Unresolved {
      if (field.isPresent() && !fits) {
        throw new Unresolved(
            ProblemCode.KEYS_CONFLICT,
            FieldValues.place(field).position(),
            "'" + field.key() + "' goes with 'state: " + states + "' only",
            "remove it");
      }
    }

    Resource make(String wanted, FieldValues values) {
      AbsolutePath at = values.get(path);
      return switch (wanted) {
        case "directory" -> new Resource.Directory(at, attributes.of(values));
        case "link" -> new Resource.SymbolicLink(at, values.get(target));
        case "absent" -> new Resource.AbsentPath(at, values.get(recursive, false));
        default -> new Resource.ExistingPath(at, attributes.of(values));
      };
    }
  }
}
