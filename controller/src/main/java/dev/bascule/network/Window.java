package dev.bascule.network;

import java.time.Duration;
import java.util.List;

/**
 * How long a node waits for the proof before it goes back, and what that is made of.
 *
 * @param parts their sum is the least that is safe
 * @param total at least the sum
 */
public record Window(List<Part> parts, Duration total) {
  /** One reason to wait, for example {@code DHCP 30 s}. */
  public record Part(String reason, Duration time) {}

  public Window {
    parts = List.copyOf(parts);
    if (total.compareTo(sum(parts)) < 0) {
      throw new IllegalArgumentException("a window is at least the sum of its parts");
    }
  }

  /** The least that is safe. */
  public static Duration sum(List<Part> parts) {
    return parts.stream().map(Part::time).reduce(Duration.ZERO, Duration::plus);
  }
}
