package dev.bascule.notify;

import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is said of a message outside of its JSON.
 *
 * @param events the words of its topics, with blanks
 * @param run empty for none
 */
public record Headline(String events, String command, String run, int exit) {

  /** Of a message. */
  public static Headline of(Message message) {
    String events =
        message.events().stream()
            .map(event -> event.topic().word())
            .distinct()
            .sorted()
            .collect(Collectors.joining(" "));
    return new Headline(
        events, message.command(), message.run() == null ? "" : message.run(), message.exit());
  }

  /** As one line. */
  public String line() {
    return String.join("\t", events, command, run, Integer.toString(exit));
  }

  /** From such a line. */
  public static Optional<Headline> parse(String line) {
    String[] words = line.split("\t", -1);
    return words.length == 4 && words[3].matches("\\d{1,3}")
        ? Optional.of(new Headline(words[0], words[1], words[2], Integer.parseInt(words[3])))
        : Optional.empty();
  }
}
