package dev.bascule.probe;

import dev.bascule.model.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which operating system a node runs: os-release, and for older ones the file of their family. */
final class OsFacts {
  private static final Pattern REDHAT = Pattern.compile("(.*?) (?:Linux )?release ([0-9.]+).*");

  private OsFacts() {}

  static Map<String, Value> read(Frames frames, Optional<String> redhat, Optional<String> debian) {
    Map<String, String> release = new HashMap<>();
    for (String line : frames.lines("os")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        release.put(line.substring(0, equals), unquoted(line.substring(equals + 1)));
      }
    }
    if (release.isEmpty()) {
      redhat.ifPresent(text -> fromRedhat(text, release));
      debian.ifPresent(text -> fromDebian(text, release));
    }
    String id = release.getOrDefault("ID", "");
    Map<String, Value> os = new LinkedHashMap<>();
    put(os, "id", id);
    put(os, "version", release.getOrDefault("VERSION_ID", ""));
    put(os, "family", family(id + " " + release.getOrDefault("ID_LIKE", "")));
    put(os, "name", release.getOrDefault("PRETTY_NAME", release.getOrDefault("NAME", "")));
    return os;
  }

  private static void put(Map<String, Value> os, String name, String text) {
    os.put(name, new Value.Text(text));
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && (value.startsWith("\"") || value.startsWith("'"));
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static void fromRedhat(String text, Map<String, String> release) {
    Matcher match = REDHAT.matcher(text);
    if (match.matches()) {
      String first = match.group(1).split(" ", 2)[0].toLowerCase(Locale.ROOT);
      release.put("ID", first.equals("red") ? "rhel" : first);
      release.put("VERSION_ID", match.group(2));
      release.put("ID_LIKE", "rhel fedora");
    }
    release.put("PRETTY_NAME", text);
  }

  private static void fromDebian(String text, Map<String, String> release) {
    release.putIfAbsent("ID", "debian");
    release.putIfAbsent("VERSION_ID", text);
    release.putIfAbsent("PRETTY_NAME", "Debian " + text);
  }

  private static String family(String ids) {
    for (String id : ids.split(" ", -1)) {
      switch (id) {
        case "debian", "ubuntu" -> {
          return "debian";
        }
        case "rhel", "fedora", "centos", "virtuozzo", "openvz" -> {
          return "redhat";
        }
        case "suse", "alpine", "arch", "gentoo" -> {
          return id;
        }
        default -> {}
      }
    }
    return ids.strip().split(" ", 2)[0];
  }
}
