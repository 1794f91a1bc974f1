package dev.bascule.cli;

import dev.bascule.history.OwnProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The process of a run, so that one that is still at work is not taken for lost: journals may stand
 * on a volume that several machines or containers share, and in a container each is number 1. No
 * clock is asked.
 *
 * @param host the machine's name; each is {@code -} where it is not known
 * @param machine what /etc/machine-id says
 * @param space the namespace that its number is of: pid_namespaces(7)
 * @param boot which start of the machine
 * @param pid its number
 * @param tick in which it began
 */
record RunProcess(String host, String machine, String space, String boot, String pid, String tick) {

  private static final int WORDS = 6;

  private static final String UNKNOWN = "-";
  // PROC_PID_INIT_INO of the kernel: what runs in it is in no container.
  private static final String FIRST_SPACE = "pid:[4026531836]";

  /** Whether it is at work. */
  enum Standing {
    AT_WORK,
    GONE,
    /** It began where this program cannot look. */
    UNSEEN
  }

  /** This one. */
  static RunProcess own() {
    String[] process = OwnProcess.text().split(" ", -1);
    boolean known = process.length == 3;
    return new RunProcess(
        word(Path.of("/proc/sys/kernel/hostname")),
        word(Path.of("/etc/machine-id")),
        ownSpace(),
        known ? process[0] : UNKNOWN,
        known ? process[1] : UNKNOWN,
        known ? process[2] : UNKNOWN);
  }

  private static String word(Path file) {
    try {
      String text = Files.readString(file).strip().replaceAll("[^\\w.-]", "_");
      return text.isEmpty() ? UNKNOWN : text;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static String ownSpace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException e) {
      return UNKNOWN; // before Linux 3.8, or no Linux
    }
  }

  /** As a journal names it. */
  String text() {
    return String.join(" ", host, machine, space, boot, pid, tick);
  }

  /** From a journal's line; nothing when it is of another form. */
  static Optional<RunProcess> of(String text) {
    String[] words = text.split(" ", -1);
    return words.length == WORDS
        ? Optional.of(new RunProcess(words[0], words[1], words[2], words[3], words[4], words[5]))
        : Optional.empty();
  }

  /** Whether it is at work, as this machine can tell. */
  Standing standing() {
    return standing(own());
  }

  /** The same, as another process can tell. */
  Standing standing(RunProcess here) {
    if (boot.equals(UNKNOWN) || !host.equals(here.host) || !machine.equals(here.machine)) {
      return Standing.UNSEEN;
    } else if (!space.equals(here.space)) {
      return Standing.UNSEEN;
    } else if (boot.equals(here.boot)) {
      boolean there = OwnProcess.isThere(String.join(" ", boot, pid, tick));
      return there ? Standing.AT_WORK : Standing.GONE;
    }
    // Only a machine that is surely the same one is known to have lost all when it was started.
    boolean same = !machine.equals(UNKNOWN) && space.equals(FIRST_SPACE);
    return same ? Standing.GONE : Standing.UNSEEN;
  }
}
