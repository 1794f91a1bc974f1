package dev.bascule.history;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server of a test's own: in a temporary folder, on the loopback interface. */
final class Cluster implements AutoCloseable {
  static final String PASSWORD = "quiet-word";

  final int port;
  private final Path folder;
  private final Path programs;

  private Cluster(Path folder, Path programs, int port) {
    this.folder = folder;
    this.programs = programs;
    this.port = port;
  }

  static Cluster start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("bascule-postgres");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Cluster cluster = new Cluster(folder, programs(), freePort());
    Path word = Files.writeString(folder.resolve("word"), PASSWORD);
    Files.setPosixFilePermissions(word, PosixFilePermissions.fromString("rw-r--r--"));
    cluster.run(
        "initdb",
        "-D",
        cluster.data(),
        "-U",
        "ops",
        "-A",
        "scram-sha-256",
        "-E",
        "UTF8",
        "--pwfile=" + word);
    cluster.run(
        "pg_ctl",
        "-D",
        cluster.data(),
        "-l",
        folder.resolve("log").toString(),
        "-w",
        "-t",
        "60",
        "-o",
        "-p " + cluster.port + " -c listen_addresses=127.0.0.1 -c fsync=off -k " + folder,
        "start");
    return cluster;
  }

  HistoryPlace.OnServer place(String database) {
    return place("ops", PASSWORD, database);
  }

  HistoryPlace.OnServer place(String user, String password, String database) {
    return new HistoryPlace.OnServer("127.0.0.1", port, database, user, password, "");
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  // Debian keeps them out of the PATH.
  private static Path programs() throws IOException {
    Path all = Path.of("/usr/lib/postgresql");
    try (Stream<Path> versions = Files.list(all)) {
      return versions.sorted(Comparator.reverseOrder()).findFirst().orElseThrow().resolve("bin");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  // It refuses to run as root.
  private void run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      line.addAll(List.of("runuser", "-u", "nobody", "--"));
    }
    line.add(programs.resolve(program).toString());
    line.addAll(List.of(arguments));
    Path said = folder.resolve("said-" + program);
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(line + ": " + Files.readString(said));
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
