package dev.bascule.report.page;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run that ended, as the page's plot shows it.
 *
 * @param began when it began
 * @param took how long it took
 * @param counts how many nodes ended in which way, by the outcome's name in JSON, for example
 *     {@code in_sync}
 */
public record PastRun(Instant began, Duration took, Map<String, Integer> counts) {
  public PastRun {
    counts = new LinkedHashMap<>(counts);
  }

  @Override
  public Map<String, Integer> counts() {
    return Collections.unmodifiableMap(counts);
  }
}
