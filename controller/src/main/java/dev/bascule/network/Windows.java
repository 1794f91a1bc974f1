package dev.bascule.network;

import dev.bascule.network.Window.Part;
import dev.bascule.network.batch.NetworkOp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Computes how long a node has to wait for the proof. */
public final class Windows {
  /** How long neighbours may be asked, all of them together. */
  public static final Duration NEIGHBOURS = Duration.ofSeconds(20);

  /** The part of a window in which a person may answer. */
  public static final String ANSWER = "a person's answer";

  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Duration DHCP = Duration.ofSeconds(30);
  private static final Duration DAD = Duration.ofSeconds(2);
  private static final Duration PROOF = Duration.ofSeconds(5);
  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final Duration PERSON = Duration.ofMinutes(5);

  private Windows() {}

  /** The reasons to wait, with their times. */
  static List<Part> parts(NetworkState target, List<NetworkOp> batch, SafeApply settings) {
    return parts(
        forwardDelay(target, batch),
        batch.stream().anyMatch(NetworkOp.StartDhcp.class::isInstance),
        batch.stream().anyMatch(Windows::addsV6),
        settings);
  }

  /**
   * The same of a change that is not known as a batch.
   *
   * @param delay the longest forward delay of bridges with STP, in 1/100 s; 0 for none
   * @param dhcp whether a client is started
   * @param v6 whether an IPv6 address is added
   */
  public static List<Part> parts(int delay, boolean dhcp, boolean v6, SafeApply settings) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("a new login", CONNECT));
    if (delay > 0) {
      parts.add(new Part("STP, twice the forward delay", Duration.ofMillis(20L * delay)));
    }
    if (dhcp) {
      parts.add(new Part("DHCP", DHCP));
    }
    if (v6) {
      parts.add(new Part("IPv6 duplicate address detection", DAD));
    }
    long own = settings.prove().stream().filter(it -> !isAsked(it)).count();
    if (own > 0) {
      parts.add(new Part("probes", PROOF.multipliedBy(own)));
    }
    if (settings.prove().stream().anyMatch(Windows::isAsked)) {
      parts.add(new Part("neighbours", NEIGHBOURS));
    }
    parts.add(new Part("stability", settings.stable()));
    parts.add(new Part("margin", MARGIN));
    if (settings.manual() && settings.window() == null) {
      parts.add(new Part(ANSWER, PERSON));
    }
    return parts;
  }

  private static boolean isAsked(SafeApply.Proof proof) {
    return proof instanceof SafeApply.Proof.Neighbours;
  }

  /** Why a window that is wished for is refused; nothing where it is not. */
  public static Optional<String> tooSmall(SafeApply settings, List<Part> parts) {
    Duration wished = settings.window();
    return wished == null || wished.compareTo(Window.sum(parts)) >= 0
        ? Optional.empty()
        : Optional.of(
            "a window of " + seconds(wished) + " is too small for the proof: " + sum(parts));
  }

  // In 1/100 s: the longest among bridges with STP that the batch is about.
  private static int forwardDelay(NetworkState target, List<NetworkOp> batch) {
    return target.links().stream()
        .filter(link -> batch.stream().anyMatch(op -> isAbout(op, link)))
        .flatMap(link -> link.bridge().stream())
        .filter(LinkKind.Bridge::stp)
        .mapToInt(LinkKind.Bridge::forwardDelay)
        .max()
        .orElse(0);
  }

  private static boolean isAbout(NetworkOp op, Link link) {
    return Touched.by(op).contains(link.name());
  }

  private static boolean addsV6(NetworkOp op) {
    return op instanceof NetworkOp.AddAddress add && add.address().family() == Family.V6;
  }

  /** {@code a new login 20 s + stability 35 s + margin 10 s = 65 s}. */
  static String sum(List<Part> parts) {
    return parts.stream()
            .map(part -> part.reason() + " " + seconds(part.time()))
            .collect(Collectors.joining(" + "))
        + " = "
        + seconds(Window.sum(parts));
  }

  static String seconds(Duration time) {
    return (time.toMillis() + 999) / 1000 + " s";
  }
}
