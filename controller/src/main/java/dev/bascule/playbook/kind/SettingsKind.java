package dev.bascule.playbook.kind;

import dev.bascule.file.Resource;
import dev.bascule.file.Resource.SettingsStyle;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Single settings in a file that others own.
 *
 * <pre>
 * settings:
 *   path: /etc/vz/conf/101.conf
 *   values: {PRIVVMPAGES: 65536, ONBOOT: "yes", OLD: null}   # null removes the setting
 *   style: shell       # KEY="value"; or equals: key = value; or space: Key value
 *   create: false      # make the file if it is missing
 * </pre>
 */
final class SettingsKind implements Kind {
  private static final List<String> STYLES = List.of("shell", "equals", "space");

  @Override
  public String name() {
    return "settings";
  }

  @Override
  public Maker read(Arguments arguments) {
    arguments.wantMapping("settings: {path: /PATH, values: {KEY: value}}");
    Field<AbsolutePath> path = arguments.required("path", Types::path);
    Field<Map<String, Optional<String>>> settings =
        arguments.required("values", SettingsKind::settings);
    Field<String> style = arguments.optional("style", Types.oneOf(STYLES));
    Field<Boolean> create = arguments.optional("create", Types::truth);
    AttributeFields attributes = AttributeFields.read(arguments);
    return (values, evaluation) -> {
      SettingsStyle how =
          SettingsStyle.valueOf(values.get(style, "shell").toUpperCase(Locale.ROOT));
      Map<String, Optional<String>> wanted = values.get(settings);
      Located at = new Located("'values'", new Value.Nothing(), FieldValues.place(settings));
      for (String key : wanted.keySet()) {
        checkKey(key, how, at);
      }
      return List.of(
          new Resource.Settings(
              values.get(path), wanted, how, values.get(create, false), attributes.of(values)));
    };
  }

  private static Map<String, Optional<String>> settings(Located value) throws Unresolved {
    Map<String, Optional<String>> settings = new LinkedHashMap<>();
    for (Located entry : Maps.entries(value)) {
      settings.put(
          Maps.key(entry),
          entry.value() instanceof Value.Nothing
              ? Optional.empty()
              : Optional.of(Maps.oneLine(entry)));
    }
    return settings;
  }

  private static void checkKey(String key, SettingsStyle style, Located at) throws Unresolved {
    boolean good = !key.isEmpty() && (style != SettingsStyle.SHELL || !isDigit(key.charAt(0)));
    for (int i = 0; good && i < key.length(); i++) {
      good = allowed(key.charAt(i), style);
    }
    if (!good) {
      throw new Located("", at.value(), at.field(key))
          .wrong(
              "'" + key + "' cannot be the name of a setting",
              style == SettingsStyle.SHELL
                  ? "in style shell: letters, digits and _, no digit first"
                  : "no spaces, no '=', '#', ';' or quotes");
    }
  }

  private static boolean allowed(char c, SettingsStyle style) {
    if (style == SettingsStyle.SHELL) {
      return c == '_' || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    return c > ' ' && c != 0x7f && "=#;\"'".indexOf(c) < 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
