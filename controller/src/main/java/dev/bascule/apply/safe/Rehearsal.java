package dev.bascule.apply.safe;

import dev.bascule.probe.Frames;
import dev.bascule.probe.Frames.Frame;
import java.util.List;
import java.util.Optional;

/**
 * How batch and inverse went where they can do no harm, before the node's own network is touched.
 */
sealed interface Rehearsal {

  /**
   * The batch could be made, and the inverse led back.
   *
   * @param where on the node, or on the controller
   * @param millis how long it took
   */
  record Done(String where, long millis) implements Rehearsal {}

  /** There was no way to try, which says nothing about the change. */
  record Impossible(String why) implements Rehearsal {}

  /** The transaction must not begin. */
  record Contradicted(RefusalWords words) implements Rehearsal {}

  /** Somebody has said so: {@code --no-rehearsal}, or {@code rehearsal: skip}. */
  static Rehearsal unwanted() {
    return new Impossible("told not to");
  }

  /** What the node says of its own; a contradiction is a refusal, and no frame of these. */
  static Optional<Rehearsal> of(Frames frames) {
    Optional<Frame> done = frames.first("rehearsed");
    if (done.isPresent()) {
      String millis = words(done.get());
      return Optional.of(
          new Done("on the node", millis.matches("\\d{1,9}") ? Long.parseLong(millis) : 0));
    }
    return frames.first("unrehearsed").map(frame -> new Impossible(words(frame)));
  }

  /** What the shell part {@code rehearse} prints. */
  static Rehearsal read(String where, String output, long millis) {
    List<String> lines = output.strip().lines().toList();
    String first = lines.isEmpty() ? "it did not say how it ended" : lines.get(0);
    if (first.equals("rehearsal ok")) {
      return new Done(where, millis);
    } else if (first.equals("rehearsal differs")) {
      List<String> diff = lines.subList(1, lines.size());
      return new Contradicted(RefusalWords.of("contradicted", diff));
    } else if (first.startsWith("rehearsal failed ")) {
      List<String> all = List.of(output.strip().substring("rehearsal failed ".length()));
      return new Contradicted(RefusalWords.of("rehearsal-failed", all));
    }
    return new Impossible(first.replaceFirst("^rehearsal skipped ", ""));
  }

  private static String words(Frame frame) {
    return String.join("; ", frame.lines()).strip();
  }

  /** For the report. */
  default String text() {
    if (this instanceof Done it) {
      return "rehearsed " + it.where() + " before, in " + it.millis() + " ms";
    } else if (this instanceof Impossible it) {
      return "not rehearsed: " + it.why();
    }
    return "the rehearsal contradicts the plan";
  }
}
