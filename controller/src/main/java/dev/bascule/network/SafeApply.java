package dev.bascule.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a play wants its network changes proven.
 *
 * <pre>
 * safe_apply: {window: 90s, stable: 35s, confirm: auto, reboot: never, prove: [{ping: "[=facts.gateway]"}],
 *              rehearsal: usual}
 * </pre>
 *
 * @param window how long until the node goes back by itself; null: computed
 * @param stable how long the new way has to hold before it is confirmed. The default outlasts what
 *     a neighbour's ARP cache hides: an entry is good for up to 45 s after it was last proven, half
 *     that on average
 * @param manual whether a person confirms
 * @param reboot whether the last rung of the ladder may be a reboot
 * @param rehearsed whether batch and inverse are tried in an empty namespace first, where that is
 *     possible
 * @param prove further probes on the node: each a command line word list, for example ping; one
 *     that fails before the change is not asked after it
 */
public record SafeApply(
    @Nullable Duration window,
    Duration stable,
    boolean manual,
    boolean reboot,
    boolean rehearsed,
    List<Proof> prove) {
  /** What a play gets that says nothing. */
  public static final SafeApply USUAL =
      new SafeApply(null, Duration.ofSeconds(35), false, false, true, List.of());

  public SafeApply {
    prove = List.copyOf(prove);
  }

  /** The more careful of both, where several plays change one node. */
  public SafeApply and(SafeApply other) {
    List<Proof> all = new ArrayList<>(prove);
    other.prove.stream().filter(proof -> !prove.contains(proof)).forEach(all::add);
    return new SafeApply(
        window == null || (other.window != null && other.window.compareTo(window) > 0)
            ? other.window
            : window,
        stable.compareTo(other.stable) >= 0 ? stable : other.stable,
        manual || other.manual,
        reboot && other.reboot,
        rehearsed || other.rehearsed,
        all);
  }

  /** A probe that the node runs before and after. */
  public sealed interface Proof {
    /**
     * An address answers to ping; from inside a named namespace or container where one is given.
     */
    record Ping(String address) implements Proof {}

    /** A port accepts a TCP connection. */
    record Tcp(String address, int port) implements Proof {}

    /**
     * Another node of the run sees this one from its own side; the only one that the controller
     * asks elsewhere.
     */
    record Neighbours() implements Proof {}

    /** A command ends with 0. */
    record Command(String shell) implements Proof {}
  }
}
