package dev.bascule.graph;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Orders names as people do: eth2 before eth10. */
enum NaturalOrder implements Comparator<String> {
  INSTANCE;

  private static final Pattern BETWEEN = Pattern.compile("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)");

  @Override
  public int compare(String one, String other) {
    List<String> left = List.of(BETWEEN.split(one, -1));
    List<String> right = List.of(BETWEEN.split(other, -1));
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = part(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    int order = Integer.compare(left.size(), right.size());
    return order != 0 ? order : one.compareTo(other);
  }

  private static int part(String one, String other) {
    return isNumber(one) && isNumber(other)
        ? new BigInteger(one).compareTo(new BigInteger(other))
        : one.compareTo(other);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
