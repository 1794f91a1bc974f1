package dev.bascule.container;

import dev.bascule.model.ContainerId;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was seen of a node's containers: those that were asked about.
 *
 * @param vzctl the version that {@code vzctl --version} prints, for example {@code 4.11.1}; empty
 *     where there is no vzctl
 * @param byId those that were asked about
 */
public record SeenContainers(String vzctl, Map<ContainerId, SeenContainer> byId) {
  /** Nothing was asked. */
  public static final SeenContainers NOTHING = new SeenContainers("", Map.of());

  private static final int FIRST_OF_VIRTUOZZO_7 = 5;

  public SeenContainers {
    byId = Map.copyOf(byId);
  }

  /** One that was asked about. */
  public SeenContainer get(ContainerId id) {
    return byId.getOrDefault(id, SeenContainer.missing(id));
  }

  /** Whether this is OpenVZ 7 or Virtuozzo 7: another program of the same name. */
  public boolean isSeven() {
    return isSeven(vzctl);
  }

  /** Whether a version of vzctl is OpenVZ 7's, which counts 7.0.194, 8.0.90, 9.0.1. */
  public static boolean isSeven(String version) {
    String major = version.split("\\.", 2)[0];
    return major.matches("[0-9]{1,4}") && Integer.parseInt(major) >= FIRST_OF_VIRTUOZZO_7;
  }

  /** Both; what is asked later wins. */
  public SeenContainers plus(SeenContainers later) {
    Map<ContainerId, SeenContainer> all = new TreeMap<>(byId);
    all.putAll(later.byId);
    return new SeenContainers(later.vzctl.isEmpty() ? vzctl : later.vzctl, all);
  }
}
