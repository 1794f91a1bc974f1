package dev.bascule.playbook.kind;

import dev.bascule.file.Guard;
import dev.bascule.model.AbsolutePath;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that {@code command} and {@code script} share. */
record GuardFields(
    Field<AbsolutePath> creates,
    Field<AbsolutePath> removes,
    Field<String> unless,
    Field<AbsolutePath> chdir,
    Field<Map<String, String>> env) {

  static GuardFields read(Arguments arguments) {
    return new GuardFields(
        arguments.optional("creates", Types::path),
        arguments.optional("removes", Types::path),
        arguments.shell("unless"),
        arguments.optional("chdir", Types::path),
        arguments.optional("env", GuardFields::environment));
  }

  Guard guard(FieldValues values) {
    AbsolutePath made = values.maybe(creates);
    AbsolutePath gone = values.maybe(removes);
    String test = values.maybe(unless);
    return made == null && gone == null && test == null ? Guard.NONE : new Guard(made, gone, test);
  }

  @Nullable AbsolutePath directory(FieldValues values) {
    return values.maybe(chdir);
  }

  Map<String, String> environment(FieldValues values) {
    return values.get(env, Map.of());
  }

  private static Map<String, String> environment(Located value) throws Unresolved {
    Map<String, String> variables = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : Maps.texts(value).entrySet()) {
      String name = entry.getKey();
      boolean good = !name.isEmpty() && !Character.isDigit(name.charAt(0));
      for (int i = 0; good && i < name.length(); i++) {
        char c = name.charAt(i);
        good = c < 128 && (Character.isLetterOrDigit(c) || c == '_');
      }
      if (!good) {
        throw value.wrong("'" + name + "' cannot be the name of an environment variable", null);
      }
      variables.put(name, entry.getValue());
    }
    return variables;
  }
}
