package dev.bascule.apply.safe;

import dev.bascule.network.Transaction;
import dev.bascule.network.batch.BatchText;
import dev.bascule.network.batch.ScratchText;
import dev.bascule.network.batch.Tools;
import dev.bascule.probe.ShellText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Rehearses a transaction on the controller, for a node that cannot: in a network namespace of its
 * own, in the words of today's tools. So it tries the plan's operations and their order, and not
 * the node's kernel and programs.
 */
final class ControllerRehearsal {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String PROGRAM =
      ShellText.parts(
              List.of("common", "net-ops", "net-addresses", "net-ovs", "netstate", "rehearse"))
          + "shift\nnet_inside \"$@\"\n";
  // Who is not root is root in a user namespace of its own, where that is allowed.
  private static final String COMMAND =
      """
      PATH=$PATH:/usr/sbin:/sbin
      user=-r
      if [ "$(id -u)" = 0 ]; then user=; fi
      x=$(readlink /proc/self/ns/net) && command -v unshare >/dev/null || exit 3
      exec unshare $user -n -m sh "$1/program" rehearsal "$x" "$@"
      """;

  private ControllerRehearsal() {}

  /** Never throws: what cannot be done is an {@link Rehearsal.Impossible}. */
  static Rehearsal of(Transaction it) {
    return of(
        BatchText.forward(it.batch(), Tools.MODERN),
        BatchText.inverse(it.inverse(), Tools.MODERN),
        ScratchText.replica(it.before(), it.touched(), it.both(), Tools.MODERN),
        it.compared());
  }

  static Rehearsal of(String batch, String inverse, String replica, List<String> compared) {
    try {
      Path folder = Files.createTempDirectory("bascule-rehearsal");
      try {
        Files.writeString(folder.resolve("program"), PROGRAM);
        Files.writeString(folder.resolve("batch"), batch);
        Files.writeString(folder.resolve("inverse"), inverse);
        Files.writeString(folder.resolve("replica"), replica);
        return in(folder, compared);
      } finally {
        remove(folder);
      }
    } catch (IOException e) {
      return new Rehearsal.Impossible("neither the node nor this machine can: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Rehearsal.Impossible("interrupted");
    }
  }

  private static Rehearsal in(Path folder, List<String> compared)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", COMMAND, "sh", folder.toString()));
    command.addAll(compared);
    Path said = folder.resolve("said");
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(said.toFile())
            .start();
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      return new Rehearsal.Impossible("it took more than " + LIMIT.toSeconds() + " s");
    }
    long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
    Rehearsal read = Rehearsal.read("on this machine", Files.readString(said), millis);
    return read instanceof Rehearsal.Impossible it
        ? new Rehearsal.Impossible("the node cannot, and on this machine: " + it.why())
        : read;
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
