package dev.bascule.playbook;

import dev.bascule.source.YamlNode.Scalar;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a play goes over its nodes, and what ends it early.
 *
 * <pre>
 * serial: [1, 10%]
 * canary: hn-7             # true, false, or a pattern; default: true where the network changes
 * apart: [rack, feed]
 * soak: 30s
 * any_errors_fatal: true
 * max_fail_percentage: 20
 * max_unreachable: 5%
 * </pre>
 *
 * @param serial sizes of the waves, the last repeated; empty for all nodes at once; where the file
 *     does not say, a play that changes the network has 1, 10%, 50%
 * @param canary whether one node goes first, alone; where the file does not say, it does in a play
 *     that changes the network, unless serial is 100%
 * @param canaryPattern which one; null for the first
 * @param apart variables; no two nodes with one value of any of them are in one wave
 * @param soak how long between waves; null where the file does not say
 * @param anyErrorsFatal whether the first failure ends the run
 * @param maxFailPercentage 0 to 100; null where failures of one wave do not keep the next
 * @param maxUnreachable how many nodes may be unreachable; null where that is a failure as any
 */
public record Waves(
    List<WaveSize> serial,
    boolean canary,
    @Nullable Scalar canaryPattern,
    List<Scalar> apart,
    @Nullable Duration soak,
    boolean anyErrorsFatal,
    @Nullable Integer maxFailPercentage,
    @Nullable WaveSize maxUnreachable) {
  /** All nodes at the same time. */
  public static final Waves ALL_AT_ONCE =
      new Waves(List.of(), false, null, List.of(), null, false, null, null);

  /**
   * What is wrong with a change of the network shows on the first node, and loses no second one.
   */
  public static final Waves CAREFUL =
      new Waves(
          List.of(new WaveSize(1, false), new WaveSize(10, true), new WaveSize(50, true)),
          true,
          null,
          List.of(),
          null,
          false,
          null,
          null);

  public Waves {
    serial = List.copyOf(serial);
    apart = List.copyOf(apart);
  }

  /** Whether another play says the same, wherever it is written. */
  public boolean same(Waves other) {
    return text().equals(other.text());
  }

  /** All of it in one line, without places: {@code serial [1, 10%], canary, apart [rack]}. */
  public String text() {
    String which = canaryPattern == null ? "" : " " + canaryPattern.text();
    return "serial "
        + serial
        + (canary ? ", canary" + which : "")
        + (apart.isEmpty() ? "" : ", apart " + apart.stream().map(Scalar::text).toList())
        + (soak == null ? "" : ", soak " + soak.toSeconds() + "s")
        + (anyErrorsFatal ? ", any_errors_fatal" : "")
        + (maxFailPercentage == null ? "" : ", max_fail_percentage " + maxFailPercentage)
        + (maxUnreachable == null ? "" : ", max_unreachable " + maxUnreachable);
  }
}
