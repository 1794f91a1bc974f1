package dev.bascule.probe.trail;

import dev.bascule.model.Clue;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of who did what lately.
 *
 * @param now by the node's clock
 * @param files by path; without those that are not there
 * @param commands run as somebody else, in the order of time
 * @param sessions in the order of their begin
 */
record Trail(
    Instant now, Map<String, FileTimes> files, List<Ran> commands, List<Session> sessions) {
  Trail {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    commands = List.copyOf(commands);
    sessions = List.copyOf(sessions);
  }

  /**
   * A file's.
   *
   * @param content when its content changed, or somebody says so
   * @param any when anything of it changed, its mode and its name too; nobody can set this one
   */
  record FileTimes(Instant content, Instant any, String owner) {}

  /**
   * A command as somebody else.
   *
   * @param program that ran it
   * @param terminal whether it was typed at one
   * @param folder where it ran; empty where it is not said
   */
  record Ran(
      Instant at,
      Clue.Program program,
      String by,
      String as,
      boolean terminal,
      String folder,
      String command) {}

  /**
   * Somebody was logged in.
   *
   * @param from null for the console, or where it is not known
   * @param end null while it lasts, or where it is not said
   * @param terminal whether it is known that a person sat at it
   */
  record Session(
      String user, @Nullable String from, Instant begin, @Nullable Instant end, boolean terminal) {}
}
