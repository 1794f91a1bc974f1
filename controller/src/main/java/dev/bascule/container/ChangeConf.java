package dev.bascule.container;

import dev.bascule.model.ContainerId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lines of a container's file that vzctl keeps and does not know. The node edits them where they
 * stand, so that what vzctl writes in between is not lost.
 *
 * @param from by key, empty where there is none
 * @param to by key, empty where there is to be none
 */
public record ChangeConf(
    ContainerId id, Map<String, Optional<String>> from, Map<String, Optional<String>> to)
    implements VzStep {
  public ChangeConf {
    from = Collections.unmodifiableMap(new LinkedHashMap<>(from));
    to = Collections.unmodifiableMap(new LinkedHashMap<>(to));
  }

  /** The step from what is there; empty where it is as wanted. */
  static Optional<VzStep> between(SeenContainer seen, Map<String, Optional<String>> wanted) {
    Map<String, Optional<String>> from = new LinkedHashMap<>();
    Map<String, Optional<String>> to = new LinkedHashMap<>();
    wanted.forEach(
        (key, value) -> {
          Optional<String> there = Optional.ofNullable(seen.conf().get(key));
          if (!there.equals(value)) {
            from.put(key, there);
            to.put(key, value);
          }
        });
    return to.isEmpty() ? Optional.empty() : Optional.of(new ChangeConf(seen.id(), from, to));
  }

  @Override
  public Layer layer() {
    return Layer.PERSISTENT;
  }

  @Override
  public Verb verb() {
    return Verb.UPDATE;
  }

  @Override
  public String target() {
    return "file of CT " + id;
  }

  @Override
  public List<Detail> details() {
    List<Detail> details = new ArrayList<>();
    to.forEach(
        (key, value) ->
            details.add(
                new Detail(
                    key,
                    from.getOrDefault(key, Optional.empty()).orElse(null),
                    value.orElse(null))));
    return List.copyOf(details);
  }

  @Override
  public ChangeConf inverse() {
    return new ChangeConf(id, to, from);
  }

  @Override
  public boolean holdsFor(SeenContainer seen) {
    return to.entrySet().stream()
        .allMatch(
            entry -> Optional.ofNullable(seen.conf().get(entry.getKey())).equals(entry.getValue()));
  }
}
