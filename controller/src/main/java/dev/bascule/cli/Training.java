package dev.bascule.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the build runs once so that the JVM sees, and archives, the classes that commands need. Runs
 * commands as users do, in a new folder, and throws their output away.
 */
public final class Training {
  private Training() {}

  /**
   * Trains.
   *
   * @param arguments an empty folder; the checkout, for its examples; then, to train SSH too, the
   *     port of a server on this machine that takes the key {@code id} in that folder
   */
  public static void main(String[] arguments) throws IOException {
    Signals.handle();
    Path folder = Path.of(arguments[0]);
    String site = folder.resolve("site.yml").toString();
    String local = write(folder, "local.yml", "hn-1: {ansible_connection: local}");
    List<List<String>> lines =
        new ArrayList<>(
            List.of(
                List.of("--help"),
                List.of("plan", "--help"),
                List.of("plan", "--unknown"),
                List.of("init", folder.toString()),
                List.of("validate", "-i", folder.resolve("inventory").toString(), site),
                List.of("inventory", "-i", folder.resolve("inventory").toString(), "--graph"),
                List.of("inventory", "-i", folder.resolve("inventory").toString()),
                List.of("validate", "-i", local, "-l", "nowhere", site),
                List.of("plan", "-i", local, site),
                List.of("plan", "-o", "json", "-i", local, site)));
    lines.add(examples(Path.of(arguments[1])));
    if (arguments.length > 2) {
      String ssh =
          "hn-1: {ansible_host: 127.0.0.1, ansible_port: "
              + arguments[2]
              + ", ansible_user: root, ansible_ssh_private_key_file: "
              + folder.resolve("id")
              + ", ansible_ssh_common_args: -o UserKnownHostsFile="
              + folder.resolve("known_hosts")
              + "}";
      lines.add(List.of("plan", "-i", write(folder, "ssh.yml", ssh), site));
    }
    for (List<String> line : lines) {
      new Program(nowhere(folder), new Commands(Transports.SSH)).run(line.toArray(new String[0]));
    }
  }

  private static List<String> examples(Path checkout) throws IOException {
    List<String> line = new ArrayList<>(List.of("validate", "-i"));
    line.add(checkout.resolve("inventories/example").toString());
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(checkout.resolve("playbooks"), "*.yml")) {
      files.forEach(file -> line.add(file.toString()));
    }
    return line;
  }

  private static String write(Path folder, String name, String host) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "hardware_nodes:\n  hosts:\n    " + host + "\n");
    return file.toString();
  }

  private static Surroundings nowhere(Path folder) {
    PrintStream sink =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Surroundings(
        new ByteArrayInputStream(new byte[0]),
        sink,
        sink,
        Map.of("HOME", folder.toString()),
        folder,
        Surroundings.Terminals.NONE,
        80);
  }
}
