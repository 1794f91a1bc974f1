package dev.bascule.file;

import dev.bascule.file.Resource.SettingsStyle;
import org.jspecify.annotations.Nullable;

/**
 * One line of a settings file (in the SHELL style several, where a quoted value goes on).
 *
 * @param key null for a line that sets nothing: empty, a comment, other code
 * @param prefix up to the value
 * @param value as written, quotes included
 * @param suffix what follows, the line's end included
 */
record SettingLine(@Nullable String key, String prefix, String value, String suffix) {

  static SettingLine plain(String text) {
    return new SettingLine(null, text, "", "");
  }

  /** The line without its end, for a key that is not there yet. */
  static String made(String key, String value, SettingsStyle style) {
    return switch (style) {
      case SHELL -> key + "=" + ShellValue.quote(value);
      case EQUALS -> key + " = " + value;
      case SPACE -> key + " " + value;
    };
  }

  String text() {
    return prefix + value + suffix;
  }

  SettingLine ended(String end) {
    return new SettingLine(key, prefix, value, suffix + end);
  }

  /** The line itself where it has the value already, however it is quoted. */
  SettingLine withValue(String wanted, SettingsStyle style) {
    if (style == SettingsStyle.SHELL) {
      return wanted.equals(ShellValue.unquote(value))
          ? this
          : new SettingLine(key, prefix, ShellValue.quote(wanted), suffix);
    }
    return wanted.equals(value) ? this : new SettingLine(key, prefix, wanted, suffix);
  }
}
