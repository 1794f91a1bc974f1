package dev.bascule.container.proxmox;

import dev.bascule.container.ContainerStep;
import dev.bascule.model.ContainerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One {@code netN} of a container, by {@code pct set}: of one that runs Proxmox changes it at once
 * where it can, and else at the next start.
 *
 * @param number the N
 * @param from null where there is none
 * @param to null where there is to be none
 */
public record ChangePveNet(ContainerId id, int number, @Nullable PveNet from, @Nullable PveNet to)
    implements ContainerStep {
  @Override
  public Layer layer() {
    return Layer.PERSISTENT;
  }

  @Override
  public Verb verb() {
    return from == null ? Verb.CREATE : to == null ? Verb.REMOVE : Verb.UPDATE;
  }

  @Override
  public String target() {
    return "net" + number + " of container " + id;
  }

  @Override
  public List<Detail> details() {
    Set<String> keys = new TreeSet<>();
    if (from != null) {
      keys.addAll(from.options().keySet());
    }
    if (to != null) {
      keys.addAll(to.options().keySet());
    }
    List<Detail> details = new ArrayList<>();
    for (String key : keys) {
      String before = from == null ? null : from.get(key);
      String after = to == null ? null : to.get(key);
      if (before == null || !before.equals(after)) {
        details.add(new Detail(key, before, after));
      }
    }
    return details;
  }

  @Override
  public Optional<ContentChange> content() {
    return Optional.empty();
  }

  @Override
  public ChangePveNet inverse() {
    return new ChangePveNet(id, number, to, from);
  }

  /** Whether the file, read back, has it. */
  public boolean holdsFor(SeenPves node) {
    SeenPves.Seen seen = node.byId().get(id);
    PveNet there = seen == null ? null : seen.conf().next().get(number);
    return to == null ? there == null : there != null && there.sameAs(to);
  }
}
