package dev.bascule.transport.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Looks whether ssh's configuration files hold anything that bears on how we connect. In doubt they
 * do: an unknown keyword or a file that cannot be read means that ssh is asked.
 *
 * @param concernsUs whether ssh has to be asked
 */
record ConfigScan(boolean concernsUs) {
  private static final int DEEPEST = 16;

  /** Keywords that change nothing for us, among them all that Debian and Red Hat ship. */
  private static final Set<String> INDIFFERENT =
      Set.of(
          "host",
          "addkeystoagent",
          "batchmode",
          "checkhostip",
          "ciphers",
          "compression",
          "controlmaster",
          "controlpath",
          "controlpersist",
          "enablesshkeysign",
          "escapechar",
          "fingerprinthash",
          "forwardagent",
          "forwardx11",
          "forwardx11trusted",
          "gssapiauthentication",
          "gssapidelegatecredentials",
          "gssapikexalgorithms",
          "hashknownhosts",
          "hostkeyalgorithms",
          "ipqos",
          "kexalgorithms",
          "loglevel",
          "macs",
          "pubkeyacceptedalgorithms",
          "pubkeyacceptedkeytypes",
          "casignaturealgorithms",
          "requiredrsasize",
          "sendenv",
          "setenv",
          "stricthostkeychecking",
          "tcpkeepalive",
          "updatehostkeys",
          "visualhostkey");

  /** Scans the user's file and the system's. */
  static ConfigScan ofUser(Path home) {
    Path ssh = home.resolve(".ssh");
    Path system = Path.of("/etc/ssh");
    return new ConfigScan(
        concerns(ssh.resolve("config"), ssh, home, 0)
            || concerns(system.resolve("ssh_config"), system, home, 0));
  }

  private static boolean concerns(Path file, Path base, Path home, int depth) {
    if (!Files.exists(file)) {
      return false;
    }
    try {
      return depth > DEEPEST
          || Files.readString(file, StandardCharsets.ISO_8859_1)
              .lines()
              .anyMatch(line -> concerns(line.strip(), base, home, depth));
    } catch (IOException unreadable) {
      return true;
    }
  }

  private static boolean concerns(String line, Path base, Path home, int depth) {
    if (line.isEmpty() || line.startsWith("#")) {
      return false;
    }
    List<String> words = List.of(line.split("[\\s=]+", -1));
    String keyword = words.get(0).toLowerCase(Locale.ROOT);
    if (keyword.equals("include")) {
      return words.stream().skip(1).anyMatch(word -> included(word, base, home, depth));
    }
    return !INDIFFERENT.contains(keyword);
  }

  private static boolean included(String word, Path base, Path home, int depth) {
    Path path = base.resolve(word.startsWith("~/") ? home + word.substring(1) : word);
    Path folder = path.getParent();
    Path name = path.getFileName();
    if (folder == null || name == null || !Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name.toString())) {
      for (Path file : files) {
        if (concerns(file, base, home, depth + 1)) {
          return true;
        }
      }
      return false;
    } catch (IOException | RuntimeException unreadable) {
      return true;
    }
  }
}
