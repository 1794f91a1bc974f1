package dev.bascule.network.persist.ifupdown;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.network.persist.NodeFiles;
import dev.bascule.network.persist.Unsafe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads {@code /etc/network/interfaces} and all that it includes, each file once. */
final class Reading {
  static final AbsolutePath ROOT = new AbsolutePath("/etc/network/interfaces");
  private static final Pattern DIRECTORY_NAME = Pattern.compile("[a-zA-Z0-9_-]+");

  private final NodeFiles files;
  private final Map<AbsolutePath, ConfFile> read = new LinkedHashMap<>();
  private final Map<AbsolutePath, List<Document.Inclusion>> inclusions = new LinkedHashMap<>();

  private Reading(NodeFiles files) {
    this.files = files;
  }

  /**
   * Reads them.
   *
   * @throws Unsafe where an include cannot be followed
   */
  static Document of(NodeFiles files) {
    Reading reading = new Reading(files);
    reading.read(ROOT);
    return new Document(reading.read, reading.inclusions);
  }

  private void read(AbsolutePath path) {
    if (read.containsKey(path)) {
      return;
    }
    FileContent content = files.content().get(path);
    ConfFile file = new ConfFile(path, content);
    read.put(path, file);
    List<Document.Inclusion> found = new ArrayList<>();
    for (Row row : file.rows()) {
      if (row.key().equals("source") || row.key().equals("source-directory")) {
        List<AbsolutePath> paths = new ArrayList<>();
        row.arguments().forEach(word -> paths.addAll(matches(file, row, word)));
        found.add(new Document.Inclusion(row, paths));
        paths.forEach(this::read);
      }
    }
    inclusions.put(path, found);
  }

  private List<AbsolutePath> matches(ConfFile file, Row row, String word) {
    if (word.matches(".*[$`~\"'\\\\{].*")) {
      throw new Unsafe(file.where(row), "the shell has to expand what is included: " + row, null);
    }
    boolean directory = row.key().equals("source-directory");
    String full = word.startsWith("/") ? word : file.path().parent() + "/" + word;
    String trimmed = full.replaceAll("/+", "/").replaceAll("/$", "");
    Pattern glob = Pattern.compile(regex(trimmed) + (directory ? "/[^/]+" : ""), Pattern.DOTALL);
    List<AbsolutePath> found =
        files.content().keySet().stream()
            .filter(path -> glob.matcher(path.text()).matches())
            .filter(path -> !directory || DIRECTORY_NAME.matcher(path.name()).matches())
            .toList();
    if (found.isEmpty() && !directory && !trimmed.matches(".*[*?\\[].*")) {
      throw new Unsafe(file.where(row), "the file that it includes cannot be read: " + row, null);
    }
    return found;
  }

  /** A glob of the shell: no wildcard matches a slash, or a dot at the beginning of a name. */
  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int at = 0; at < glob.length(); at++) {
      char c = glob.charAt(at);
      int close = c == '[' ? glob.indexOf(']', at + 2) : -1;
      boolean begins = at > 0 && glob.charAt(at - 1) == '/';
      if (c == '*' || c == '?') {
        regex.append(begins ? "(?!\\.)" : "").append(c == '*' ? "[^/]*" : "[^/]");
      } else if (close > 0) {
        String inner = glob.substring(at + 1, close).replace("\\", "\\\\").replaceFirst("^!", "^");
        regex.append('[').append(inner).append(']');
        at = close;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }
}
