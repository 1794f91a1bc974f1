package dev.bascule.playbook;

import dev.bascule.source.MappingReader;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.YamlNode.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the keys of a play that say how it goes over its nodes. */
final class WavesReader {
  private static final Set<String> YES = Set.of("true", "yes", "True", "Yes", "TRUE", "YES");
  private static final Set<String> NO = Set.of("false", "no", "False", "No", "FALSE", "NO");
  private static final Duration LONGEST = Duration.ofDays(1);

  private final MappingReader keys;
  private final Problems problems;

  private final List<WaveSize> serial;
  private final @Nullable Scalar canary;
  private final List<Scalar> apart;
  private final @Nullable Duration soak;
  private final boolean anyErrorsFatal;
  private final @Nullable Integer maxFailPercentage;
  private final @Nullable WaveSize maxUnreachable;

  private WavesReader(MappingReader keys, Problems problems) {
    this.keys = keys;
    this.problems = problems;
    serial = serial();
    canary = keys.scalar("canary").orElse(null);
    apart = apart();
    soak = keys.scalar("soak").map(this::soak).orElse(null);
    anyErrorsFatal = keys.scalar("any_errors_fatal").map(this::yes).orElse(false);
    maxFailPercentage = maxFailPercentage();
    maxUnreachable = maxUnreachable();
  }

  /** Reads them. */
  static WavesReader read(MappingReader keys, Problems problems) {
    return new WavesReader(keys, problems);
  }

  /**
   * What they say.
   *
   * @param network whether the play changes the network
   */
  Waves waves(boolean network) {
    boolean off = canary != null && NO.contains(canary.text());
    boolean on = canary != null && YES.contains(canary.text());
    return new Waves(
        serial.isEmpty() && network ? usual(off) : serial,
        !off && (canary != null || (network && !allAtOnce())),
        off || on ? null : canary,
        apart,
        soak,
        anyErrorsFatal,
        maxFailPercentage,
        maxUnreachable);
  }

  // Nobody writes 100% who does not mean all.
  private boolean allAtOnce() {
    return serial.equals(List.of(new WaveSize(100, true)));
  }

  private static List<WaveSize> usual(boolean withoutCanary) {
    List<WaveSize> sizes = Waves.CAREFUL.serial();
    return withoutCanary ? sizes.subList(1, sizes.size()) : sizes;
  }

  private List<WaveSize> serial() {
    List<WaveSize> sizes = new ArrayList<>();
    for (Scalar scalar : keys.scalars("serial")) {
      Optional<WaveSize> size = size(scalar.text(), 1);
      if (size.isPresent()) {
        sizes.add(size.get());
      } else {
        problem(
            scalar,
            "'serial': '" + scalar.text() + "' is not a number of nodes and not a percentage",
            "for example 1, 10% or [1, 10%, 50%]");
      }
    }
    return sizes;
  }

  private static Optional<WaveSize> size(String text, int least) {
    boolean percent = text.endsWith("%");
    OptionalInt number =
        WaveSize.number(percent ? text.substring(0, text.length() - 1).strip() : text);
    boolean good =
        number.isPresent() && number.getAsInt() >= least && (!percent || number.getAsInt() <= 100);
    return good ? Optional.of(new WaveSize(number.getAsInt(), percent)) : Optional.empty();
  }

  private List<Scalar> apart() {
    List<Scalar> good = new ArrayList<>();
    for (Scalar name : keys.scalars("apart")) {
      if (name.text().matches("[A-Za-z_][A-Za-z0-9_]*")) {
        good.add(name);
      } else {
        problems.add(
            ProblemCode.BAD_VALUE,
            name.position(),
            "'apart': '" + name.text() + "' is not the name of a variable",
            "for example 'apart: rack', where the inventory gives each node its rack");
      }
    }
    return good;
  }

  private @Nullable Duration soak(Scalar scalar) {
    String text = scalar.text();
    Duration found = text.matches("(0|[1-9][0-9]{0,5})[smh]") ? parsed(text) : null;
    if (found == null || found.compareTo(LONGEST) > 0) {
      problems.add(
          ProblemCode.BAD_VALUE,
          scalar.position(),
          "'soak': '" + text + "' is not a length of time from 0s to 24h",
          "for example 30s or 5m");
      return null;
    }
    return found;
  }

  private static Duration parsed(String text) {
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  private boolean yes(Scalar scalar) {
    String text = scalar.text();
    if (!YES.contains(text) && !NO.contains(text)) {
      problems.add(
          ProblemCode.BAD_VALUE,
          scalar.position(),
          "'any_errors_fatal' is true or false, but this is '" + text + "'",
          null);
    }
    return YES.contains(text);
  }

  private @Nullable Integer maxFailPercentage() {
    Optional<Scalar> scalar = keys.scalar("max_fail_percentage");
    if (scalar.isEmpty()) {
      return null;
    }
    String text = scalar.get().text();
    OptionalInt number =
        WaveSize.number(text.endsWith("%") ? text.substring(0, text.length() - 1) : text);
    if (number.isPresent() && number.getAsInt() <= 100) {
      return number.getAsInt();
    }
    problem(
        scalar.get(),
        "'max_fail_percentage': '" + text + "' is not a percentage",
        "a whole number from 0 to 100");
    return null;
  }

  private @Nullable WaveSize maxUnreachable() {
    Optional<Scalar> scalar = keys.scalar("max_unreachable");
    if (scalar.isEmpty()) {
      return null;
    }
    String text = scalar.get().text();
    Optional<WaveSize> size = size(text, 0);
    if (size.isEmpty()) {
      problem(
          scalar.get(),
          "'max_unreachable': '" + text + "' is not a number of nodes and not a percentage",
          "for example 3 or 5%");
    }
    return size.orElse(null);
  }

  private void problem(Scalar at, String message, String hint) {
    problems.add(ProblemCode.BAD_SERIAL, at.position(), message, hint);
  }
}
