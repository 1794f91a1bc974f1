package dev.bascule.apply.safe;

import dev.bascule.apply.Holder;
import dev.bascule.event.LengthOfTime;
import dev.bascule.event.Outcome.Refused.Why;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a node did not take a transaction, in whole sentences.
 *
 * @param hint what to do, null for nothing
 */
record RefusalWords(String text, @Nullable String hint) {
  private static final String UNREHEARSED =
      "where the rehearsal is wrong and not the change: --no-rehearsal; the timer stays";

  /** From the node's code and its words. */
  static RefusalWords of(String code, List<String> lines) {
    String said = String.join("\n", lines).strip();
    String words = said.isEmpty() ? "" : ": " + said;
    return switch (code) {
      case "pending" -> pending(lines);
      case "busy" -> busy(lines);
      case "full" ->
          new RefusalWords(
              "there is no room on the node for the transaction" + words, "free some space there");
      case "write" -> new RefusalWords("the node cannot write the transaction" + words, null);
      case "moved" ->
          new RefusalWords("the node has changed since the plan was made" + words, "plan again");
      case "hash" ->
          new RefusalWords(
              "what was staged does not read back as it was written" + words,
              "check the node's disk: dmesg");
      case "tools" -> new RefusalWords("the node lacks a program that it needs" + words, null);
      case "watchdog" ->
          new RefusalWords(
              "the rollback timer would not outlive this login" + words,
              "nothing was changed: without a timer nothing is");
      case "applier" -> new RefusalWords("the node could not start the change" + words, null);
      case "contradicted" ->
          new RefusalWords(
              "the rehearsal did not come back to where it began"
                  + (said.isEmpty() ? "" : ":\n" + said),
              "nothing was changed; this is a bug in bascule, or a program that does not do what it says\n"
                  + UNREHEARSED);
      case "rehearsal-failed" ->
          new RefusalWords(
              "the change failed when it was rehearsed" + words,
              "nothing was changed; the plan asks for what the kernel does not take\n"
                  + UNREHEARSED);
      default -> new RefusalWords("the node refuses (" + code + ")" + words, null);
    };
  }

  private static RefusalWords busy(List<String> lines) {
    String now = lines.isEmpty() ? "" : lines.get(0).strip();
    Holder holder =
        Holder.of(
            now.matches("\\d{1,12}") ? Long.parseLong(now) : 0,
            lines.size() < 2 ? "" : lines.get(1));
    return new RefusalWords(holder.text(), "nothing was written; wait for it to end");
  }

  /** What would have to be otherwise. */
  static Why why(String code, List<String> lines) {
    return switch (code) {
      case "pending" -> lines.contains("manual=yes") ? Why.UNSAFE : Why.BUSY;
      case "busy" -> Why.BUSY;
      case "moved" -> Why.MOVED;
      default -> Why.UNSAFE;
    };
  }

  private static RefusalWords pending(List<String> lines) {
    Map<String, String> values = new HashMap<>();
    for (String line : lines) {
      int at = line.indexOf('=');
      if (at > 0) {
        values.put(line.substring(0, at), line.substring(at + 1));
      }
    }
    return new RefusalWords(
        "another transaction is under way on this node: "
            + values.getOrDefault("id", "unknown")
            + " of "
            + values.getOrDefault("owner", "somebody")
            + ", begun "
            + time(values.getOrDefault("age", "?"))
            + " ago, "
            + time(values.getOrDefault("left", "?"))
            + " left",
        "wait for its end, or end it: bascule abort");
  }

  private static String time(String seconds) {
    return seconds.matches("\\d{1,9}")
        ? LengthOfTime.ofSeconds(Long.parseLong(seconds))
        : seconds + " s";
  }
}
