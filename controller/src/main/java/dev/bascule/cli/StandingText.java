package dev.bascule.cli;

import dev.bascule.apply.safe.Standing;
import dev.bascule.event.LengthOfTime;
import dev.bascule.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a transaction stands, as status shows it. */
final class StandingText {
  private StandingText() {}

  static Value.Fields fields(@Nullable Standing it) {
    Map<String, Value> fields = new LinkedHashMap<>();
    if (it == null) {
      fields.put("state", text("none"));
      return new Value.Fields(fields);
    }
    fields.put("id", text(it.id()));
    fields.put("state", text(it.value("state")));
    fields.put("owner", text(it.value("owner")));
    if (!it.value("age").isEmpty()) {
      fields.put("age", text(it.value("age") + " s"));
    }
    if (!it.state().ended()) {
      fields.put("left", text(it.left() + " s"));
      fields.put("watchdog", text(it.value("watchdog")));
    }
    if (!it.failure().isEmpty()) {
      fields.put("failure", text(it.failure()));
    }
    if (!it.reason().isEmpty()) {
      fields.put("reason", text(it.reason()));
    }
    if (!it.rung().isEmpty()) {
      fields.put("rung", text(it.rung()));
    }
    List.of("note").stream()
        .filter(key -> !it.value(key).isEmpty())
        .forEach(key -> fields.put(key, text(it.value(key))));
    if (!it.verdict().isEmpty()) {
      List<Value> lines = List.copyOf(it.verdict().stream().map(StandingText::text).toList());
      fields.put("differences", new Value.Items(lines));
    }
    return new Value.Fields(fields);
  }

  /** The same for people, with times as one says them: {@code age: 3 min 20 s}. */
  static Value.Fields spoken(Value.Fields fields) {
    Map<String, Value> all = new LinkedHashMap<>(fields.fields());
    for (String key : List.of("age", "left")) {
      if (all.get(key) instanceof Value.Text time && time.text().matches("\\d{1,9} s")) {
        all.put(key, text(LengthOfTime.ofSeconds(Long.parseLong(time.text().replace(" s", "")))));
      }
    }
    return new Value.Fields(all);
  }

  /** For example {@code rolled-back-verified (deadline)}. */
  static String end(Standing it) {
    return it.value("state") + (it.reason().isEmpty() ? "" : " (" + it.reason() + ")");
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }
}
