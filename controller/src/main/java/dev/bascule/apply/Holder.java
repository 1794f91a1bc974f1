package dev.bascule.apply;

/**
 * Who is at work on a node, as its lock says.
 *
 * @param what an apply, or a transaction with its id
 * @param who user and machine
 * @param seconds for how long already, by the node's clock
 * @param manual whether it may last for long, as a person has to say how it ends
 */
public record Holder(String what, String who, long seconds, boolean manual) {
  private static final String MANUAL = "manual";

  /**
   * From what the lock says: a process, its start, the boot, since when, who; or {@code tx} or
   * {@code manual}, the id, and the same rest.
   *
   * @param now the node's clock, in seconds
   */
  public static Holder of(long now, String lock) {
    String[] words = lock.split(" ", 5);
    if (words.length < 4 || !words[3].matches("\\d{1,12}")) {
      return new Holder("another apply", "somebody", 0, false);
    }
    String what =
        switch (words[0]) {
          case "tx" -> "transaction " + words[1];
          case MANUAL -> "transaction " + words[1] + ", which waits for a person's word,";
          default -> "another apply";
        };
    String who = words.length == 5 && !words[4].isBlank() ? words[4] : "somebody";
    long seconds = Math.max(0, now - Long.parseLong(words[3]));
    return new Holder(what, who, seconds, words[0].equals(MANUAL));
  }

  /** As a sentence. */
  public String text() {
    return what + " is at work on this node: " + who + ", for " + seconds + " s";
  }
}
