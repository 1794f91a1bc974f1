package dev.bascule.container.lxc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes other networks into a container's file: each line where it stood, new ones behind. */
final class LxcEdit {
  private final List<LxcLine> lines;
  private final List<Integer> places;
  // By line: what stands there now; nothing where it went.
  private final List<List<String>> now = new ArrayList<>();

  LxcEdit(List<LxcLine> lines, List<Integer> places) {
    this.lines = lines;
    this.places = places;
    for (int i = 0; i < lines.size(); i++) {
      now.add(new ArrayList<>());
      if (places.get(i) < 0) {
        now.get(i).add(lines.get(i).text());
      }
    }
  }

  String with(List<LxcNetwork> wanted, List<Integer> from) {
    int behind = lastOfAny();
    for (int n = 0; n < wanted.size(); n++) {
      behind = network(n, wanted.get(n), from.get(n), behind);
    }
    return text();
  }

  // Behind which line the next new one goes.
  private int network(int number, LxcNetwork wanted, int place, int behind) {
    Map<String, List<String>> left = new LinkedHashMap<>();
    wanted.values().forEach((key, all) -> left.put(key, new ArrayList<>(all)));
    int last = behind;
    for (int i = 0; place >= 0 && i < lines.size(); i++) {
      if (places.get(i) == place) {
        line(i, number, left, counts(i));
        last = now.get(i).isEmpty() ? last : i;
      }
    }
    int end = last;
    left.forEach(
        (key, all) -> all.forEach(value -> now.get(end).add(LxcLine.text(number, key, value))));
    return end;
  }

  // Of a key that has one value, the last line is the one that counts.
  private boolean counts(int at) {
    String key = lines.get(at).key();
    for (int i = at + 1; i < lines.size(); i++) {
      boolean same = places.get(i).equals(places.get(at)) && lines.get(i).key().equals(key);
      if (same && (!LxcNetwork.isMany(key) || lines.get(i).value().isEmpty())) {
        return false;
      }
    }
    return true;
  }

  private void line(int at, int number, Map<String, List<String>> left, boolean counts) {
    LxcLine line = lines.get(at);
    List<String> values = left.getOrDefault(line.key(), List.of());
    if (!counts || values.isEmpty()) {
      return;
    }
    // Of several values the line keeps its own, while that is wanted still; else it gets one that
    // no line has.
    String value = values.get(values.size() - 1);
    if (LxcNetwork.isMany(line.key())) {
      List<String> there = values(at);
      Optional<String> free =
          values.contains(line.value())
              ? Optional.of(line.value())
              : values.stream().filter(each -> !there.contains(each)).findFirst();
      if (free.isEmpty()) {
        return;
      }
      value = free.get();
    }
    values.remove(value);
    now.get(at).add(line.text(number, value));
  }

  // All that its network has of that key.
  private List<String> values(int at) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (places.get(i).equals(places.get(at)) && lines.get(i).key().equals(lines.get(at).key())) {
        all.add(lines.get(i).value());
      }
    }
    return all;
  }

  private int lastOfAny() {
    int last = -1;
    for (int i = 0; i < lines.size(); i++) {
      last = places.get(i) >= 0 ? i : last;
    }
    return last >= 0 ? last : lastWithText();
  }

  // The text ends with an end of line: behind it there is one more, empty line.
  private int lastWithText() {
    int last = lines.size() - 1;
    return last > 0 && lines.get(last).text().isEmpty() ? last - 1 : last;
  }

  private String text() {
    List<String> all = new ArrayList<>();
    now.forEach(all::addAll);
    String text = String.join("\n", all);
    return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
  }
}
