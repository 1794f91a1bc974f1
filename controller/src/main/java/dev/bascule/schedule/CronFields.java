package dev.bascule.schedule;

import java.time.Month;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The five fields of a line of cron, so strictly that all crons understand them alike. */
final class CronFields {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> WEEKDAYS =
      List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

  // A step wants a range: of 5/10 one cron makes 5, another one 5, 15, 25 and so on.
  private static final Pattern ITEM =
      Pattern.compile("(?:\\*|([0-9a-z]+)-([0-9a-z]+))(?:/([0-9]{1,2}))?|([0-9a-z]+)");

  /**
   * One field.
   *
   * @param names of its values from the lowest; none for numbers only
   */
  private record Field(int low, int high, List<String> names) {
    Optional<BitSet> read(String text) {
      BitSet all = new BitSet();
      for (String item : text.toLowerCase(Locale.ROOT).split(",", -1)) {
        Matcher found = ITEM.matcher(item);
        if (!found.matches()) {
          return Optional.empty();
        }
        String single = found.group(4);
        boolean every = single == null && found.group(1) == null;
        int from = every ? low : value(single == null ? found.group(1) : single);
        int to = every ? high : single == null ? value(found.group(2)) : from;
        int step = found.group(3) == null ? 1 : Integer.parseInt(found.group(3));
        if (from < low || to < from || to > high || step < 1 || step > high) {
          return Optional.empty();
        }
        for (int value = from; value <= to; value += step) {
          all.set(value);
        }
      }
      return Optional.of(all);
    }

    // -1 where it is none.
    private int value(String text) {
      return text.matches("[0-9]{1,2}")
          ? Integer.parseInt(text)
          : names.contains(text) ? low + names.indexOf(text) : -1;
    }
  }

  private CronFields() {}

  /**
   * Whether these are five fields, and their time comes at all.
   *
   * @param lastWeekday 7 where that is Sunday as well as 0, else 6
   */
  static boolean isTime(String text, int lastWeekday) {
    List<Field> fields =
        List.of(
            new Field(0, 59, List.of()),
            new Field(0, 23, List.of()),
            new Field(1, 31, List.of()),
            new Field(1, 12, MONTHS),
            new Field(0, lastWeekday, WEEKDAYS));
    List<String> words = List.of(text.split(" +", -1));
    if (words.size() != fields.size()) {
      return false;
    }
    List<Optional<BitSet>> read =
        IntStream.range(0, fields.size()).mapToObj(i -> fields.get(i).read(words.get(i))).toList();
    return read.stream().allMatch(Optional::isPresent)
        && (!words.get(4).startsWith("*") || comes(read.get(2).get(), read.get(3).get()));
  }

  // Not so on 31 February.
  private static boolean comes(BitSet days, BitSet months) {
    return months.stream().anyMatch(it -> days.nextSetBit(0) <= Month.of(it).maxLength());
  }
}
