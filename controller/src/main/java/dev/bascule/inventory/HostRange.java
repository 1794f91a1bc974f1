package dev.bascule.inventory;

import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ranges in host names: {@code hn[01:50]}, {@code hn[1:9:2]}, {@code hn[:3]}, {@code [a:f]}. */
final class HostRange {
  private static final int MOST = 100_000;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private HostRange() {}

  /** The names a text stands for, in order; none, with a problem, if a range is wrong. */
  static List<String> expand(String text, Position at, Reading reading) {
    int open = text.indexOf('[');
    if (open < 0) {
      return List.of(text);
    }
    int close = text.indexOf(']', open);
    if (close < 0) {
      return bad(at, reading, "'" + text + "' has a [ without its ]");
    }
    List<String> middle = range(text.substring(open + 1, close), at.plus(open), reading);
    List<String> tails =
        middle.isEmpty()
            ? List.of()
            : expand(text.substring(close + 1), at.plus(close + 1), reading);
    if ((long) middle.size() * tails.size() > MOST) {
      return bad(at, reading, "'" + text + "' stands for more than " + MOST + " hosts");
    }
    return combine(text.substring(0, open), middle, tails);
  }

  private static List<String> combine(String head, List<String> middle, List<String> tails) {
    List<String> names = new ArrayList<>(middle.size() * tails.size());
    for (String one : middle) {
      for (String tail : tails) {
        names.add(head + one + tail);
      }
    }
    return names;
  }

  private static List<String> range(String text, Position at, Reading reading) {
    String[] bounds = text.split(":", -1);
    if (bounds.length < 2 || bounds.length > 3) {
      return bad(at, reading, "[" + text + "] is not a range");
    }
    String begin = bounds[0].isEmpty() ? "0" : bounds[0];
    String end = bounds[1];
    Integer step = bounds.length == 2 ? Integer.valueOf(1) : number(bounds[2]);
    if (end.isEmpty()) {
      return bad(at, reading, "range [" + text + "] has no end");
    }
    if (step == null || step < 1) {
      return bad(at, reading, "range [" + text + "] has no stride above 0");
    }
    boolean letters = isLetter(begin) && isLetter(end);
    return letters
        ? letters(text, LETTERS.indexOf(begin), LETTERS.indexOf(end), step, at, reading)
        : numbers(text, begin, end, step, at, reading);
  }

  private static boolean isLetter(String text) {
    return text.length() == 1 && LETTERS.contains(text);
  }

  private static List<String> letters(
      String text, int from, int to, int step, Position at, Reading reading) {
    if (from > to) {
      return empty(text, at, reading);
    }
    List<String> found = new ArrayList<>();
    for (int i = from; i <= to; i += step) {
      found.add(LETTERS.substring(i, i + 1));
    }
    return found;
  }

  private static List<String> numbers(
      String text, String begin, String end, int step, Position at, Reading reading) {
    Integer from = number(begin);
    Integer to = number(end);
    if (from == null || to == null) {
      return bad(at, reading, "range [" + text + "] is neither two numbers nor two letters");
    }
    boolean padded = begin.length() > 1 && begin.startsWith("0");
    if (padded && begin.length() != end.length()) {
      return bad(at, reading, "range [" + text + "] pads its ends to unequal lengths");
    }
    if (from > to) {
      return empty(text, at, reading);
    }
    if ((to - from) / step >= MOST) {
      return bad(at, reading, "range [" + text + "] stands for more than " + MOST + " hosts");
    }
    List<String> found = new ArrayList<>();
    for (long i = from; i <= to; i += step) {
      String digits = Long.toString(i);
      found.add(padded ? "0".repeat(begin.length() - digits.length()) + digits : digits);
    }
    return found;
  }

  private static @Nullable Integer number(String text) {
    boolean digits = text.length() <= 9 && !text.isEmpty();
    return digits && text.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Integer.valueOf(text)
        : null;
  }

  private static List<String> empty(String text, Position at, Reading reading) {
    reading.problem(
        ProblemCode.EMPTY_RANGE,
        at,
        "range [" + text + "] is empty",
        "the smaller end stands first");
    return List.of();
  }

  private static List<String> bad(Position at, Reading reading, String message) {
    reading.problem(
        ProblemCode.BAD_RANGE,
        at,
        message,
        "ranges: [1:9], padded [01:50], with a stride [1:9:2], letters [a:f]");
    return List.of();
  }
}
