package dev.bascule.cli;

import dev.bascule.transport.Transport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The program in this JVM, in a folder of its own, with streams that can be read afterwards. */
final class Bascule {
  final Path folder;
  final Map<String, String> environment = new HashMap<>();
  private Surroundings.Terminals terminals = Surroundings.Terminals.NONE;
  private String input = "";
  private Transports transports =
      () -> {
        throw new AssertionError("this command must not contact any node");
      };

  Bascule(Path folder) {
    this.folder = folder;
    environment.put("HOME", folder.resolve("home").toString());
    // Kept only by the tests that are about it: loading SQLite takes longer than most others do.
    environment.put("BASCULE_HISTORY", "off");
  }

  /** How a run ended. */
  record Result(int code, String out, String err) {}

  Bascule atTerminal(String typed) {
    terminals = Surroundings.Terminals.of("012");
    input = typed;
    return this;
  }

  Bascule over(Transport transport) {
    transports = () -> transport;
    return this;
  }

  Bascule file(String name, String text) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    return this;
  }

  String path(String name) {
    return folder.resolve(name).toString();
  }

  Result run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = new Program(around(out, err), new Commands(transports)).run(arguments).number();
    String there = folder + "/";
    return new Result(
        code,
        out.toString(StandardCharsets.UTF_8).replace(there, ""),
        err.toString(StandardCharsets.UTF_8).replace(there, ""));
  }

  Surroundings around(OutputStream out, OutputStream err) {
    return new Surroundings(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(err, false, StandardCharsets.UTF_8),
        environment,
        folder,
        terminals,
        80);
  }
}
