package dev.bascule.apply.safe;

import dev.bascule.lab.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The processes of nodes that are folders: all those whose {@code $T} lies in the folder. */
final class ProgramProcesses {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private ProgramProcesses() {}

  /** Ends them, and waits until they are gone: nothing may write where a folder is removed. */
  static void end(Path folder) {
    Await.until(
        "the processes of " + folder + " are gone",
        LIMIT,
        () -> {
          List<ProcessHandle> left = of(folder);
          left.forEach(ProcessHandle::destroyForcibly);
          return left.isEmpty();
        });
  }

  /** Waits until they have ended by themselves. */
  static void awaitEnd(Path folder) {
    Await.until("the processes of " + folder + " end", LIMIT, () -> of(folder).isEmpty());
  }

  static List<ProcessHandle> of(Path folder) {
    String state = "T=" + folder;
    return ProcessHandle.allProcesses()
        .filter(process -> environment(process.pid()).stream().anyMatch(v -> v.startsWith(state)))
        .toList();
  }

  /** Sends a signal; after KILL the process is gone, or at most waits to be counted. */
  static void kill(String signal, String pid) throws Exception {
    new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
    if (signal.equals("KILL")) {
      Await.until(pid + " is dead", LIMIT, () -> !isAlive(pid));
    }
  }

  /** Waits until it has died, by whosever hand. */
  static void awaitDeath(String pid) {
    Await.until(pid + " is dead", LIMIT, () -> !isAlive(pid));
  }

  static boolean isAlive(String pid) {
    try {
      String stat = Files.readString(Path.of("/proc", pid, "stat"), StandardCharsets.ISO_8859_1);
      return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException gone) {
      return false;
    }
  }

  private static List<String> environment(long pid) {
    try {
      byte[] all = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ"));
      return List.of(new String(all, StandardCharsets.ISO_8859_1).split("\0", -1));
    } catch (IOException gone) {
      return List.of();
    }
  }
}
