package dev.bascule.probe.net;

import dev.bascule.network.Family;
import dev.bascule.network.Rule;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@code ip rule} prints. */
final class RuleText {
  private RuleText() {}

  // 500:    from 10.66.70.2 lookup 100
  static List<Rule> read(Family family, List<String> lines) {
    List<Rule> rules = new ArrayList<>();
    for (String line : lines) {
      List<String> words = Words.of(line);
      if (words.size() > 1 && words.get(0).matches("\\d+:")) {
        List<String> rest = words.stream().skip(1).filter(word -> !isState(word)).toList();
        long priority = Words.number(words.get(0).replace(":", ""), 0);
        rules.add(new Rule(family, priority, String.join(" ", rest)));
      }
    }
    return rules;
  }

  private static boolean isState(String word) {
    return word.equals("[detached]") || word.equals("[unresolved]");
  }
}
