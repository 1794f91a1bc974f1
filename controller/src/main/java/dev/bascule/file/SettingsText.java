package dev.bascule.file;

import dev.bascule.file.Resource.SettingsStyle;
import dev.bascule.model.FileContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Edits single settings in a text and leaves every other byte alone. Where a key stands more than
 * once, all its lines get the value in the SHELL and EQUALS styles, so that readers that take the
 * first and readers that take the last agree; in the SPACE style the first gets it and the others
 * go, because programs like sshd add repeated lines up. Lines that are commented out stay.
 */
final class SettingsText {
  private final SettingsStyle style;
  private final BiPredicate<String, String> sameKey;

  SettingsText(SettingsStyle style, BiPredicate<String, String> sameKey) {
    this.style = style;
    this.sameKey = sameKey;
  }

  /** What keeps a setting from being written so that it reads back the same. */
  static Optional<String> problemOf(SettingsStyle style, String key, Optional<String> value) {
    String shape = style == SettingsStyle.SHELL ? "[A-Za-z_][A-Za-z0-9_]*" : "[^\\s=#;\"']+";
    if (!key.matches(shape)) {
      return Optional.of("'" + key + "' cannot be the name of a setting");
    }
    String text = value.orElse("x");
    if (text.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
      return Optional.of("the value of setting " + key + " holds a line break");
    }
    if (style != SettingsStyle.SHELL && !text.equals(text.strip())) {
      return Optional.of("the value of setting " + key + " begins or ends with a space");
    }
    if (style == SettingsStyle.SPACE && text.isEmpty()) {
      return Optional.of("the value of setting " + key + " is empty; leave it out to remove it");
    }
    return Optional.empty();
  }

  /** The text with the settings in it; an empty value removes a key. */
  FileContent edit(FileContent before, Map<String, Optional<String>> settings) {
    // Latin 1 keeps every byte as one character, whatever the file's encoding is.
    String text = new String(before.bytes(), StandardCharsets.ISO_8859_1);
    List<SettingLine> lines = SettingLines.split(text, style);
    settings.forEach((key, value) -> set(lines, asBytes(key), value.map(SettingsText::asBytes)));
    StringBuilder edited = new StringBuilder();
    lines.forEach(line -> edited.append(line.text()));
    return FileContent.of(edited.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String asBytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private void set(List<SettingLine> lines, String key, Optional<String> value) {
    int end = SettingLines.endOfGlobalPart(lines, style);
    List<SettingLine> edited = new ArrayList<>();
    boolean found = false;
    for (SettingLine line : lines.subList(0, end)) {
      if (line.key() == null || !sameKey.test(key, line.key())) {
        edited.add(line);
      } else if (value.isPresent() && !(found && style == SettingsStyle.SPACE)) {
        edited.add(line.withValue(value.get(), style));
        found = true;
      }
    }
    if (!found && value.isPresent()) {
      append(edited, SettingLine.made(key, value.get(), style), lines);
    }
    edited.addAll(lines.subList(end, lines.size()));
    lines.clear();
    lines.addAll(edited);
  }

  private static void append(List<SettingLine> edited, String made, List<SettingLine> all) {
    boolean dos = !all.isEmpty() && all.get(0).text().endsWith("\r\n");
    String end = dos ? "\r\n" : "\n";
    if (!edited.isEmpty() && !edited.get(edited.size() - 1).text().endsWith("\n")) {
      SettingLine last = edited.remove(edited.size() - 1);
      edited.add(last.ended(end));
    }
    edited.add(SettingLine.plain(made + end));
  }
}
