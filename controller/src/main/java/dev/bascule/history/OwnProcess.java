package dev.bascule.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Whether the program of a run is still there. A process is known by the boot, its number and the
 * tick in which it began: numbers are used again.
 */
public final class OwnProcess {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  // A zombie, or dead: killed, and nobody has asked how it ended.
  private static final Set<String> GONE = Set.of("Z", "X");
  private static final int START_TIME =
      20; // field 22 of /proc/PID/stat, from the state on: proc(5)

  private OwnProcess() {}

  /** This process; empty where there is no /proc. */
  public static String text() {
    return text(ProcessHandle.current().pid());
  }

  private static String text(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // A program's name stands in parentheses and may hold any of them, and spaces.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      if (GONE.contains(fields[0])) {
        return "";
      }
      return Files.readString(BOOT).strip() + " " + pid + " " + fields[START_TIME - 1];
    } catch (IOException | IndexOutOfBoundsException e) {
      return "";
    }
  }

  /** Whether it runs on this machine. */
  public static boolean isThere(String process) {
    String[] words = process.split(" ", -1);
    return words.length == 3
        && words[1].matches("[0-9]{1,18}")
        && text(Long.parseLong(words[1])).equals(process);
  }
}
