package dev.bascule.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the build runs once so that the JVM sees, and archives, the classes that commands need. Runs
 * commands as users do and throws their output away; contacts nothing.
 */
public final class Training {
  private Training() {}

  /** Runs; a command that fails here fails for users too, and they are told then. */
  public static void main(String[] arguments) {
    for (List<String> line : LINES) {
      new Program(nowhere(), new Commands(Transports.SSH)).run(line.toArray(new String[0]));
    }
  }

  private static final List<List<String>> LINES =
      List.of(List.of("--help"), List.of("plan", "--help"), List.of("plan", "--unknown"));

  private static Surroundings nowhere() {
    PrintStream sink =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Surroundings(
        new ByteArrayInputStream(new byte[0]),
        sink,
        sink,
        Map.of(),
        Path.of(""),
        Surroundings.Terminals.NONE,
        80);
  }
}
