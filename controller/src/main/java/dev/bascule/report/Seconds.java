package dev.bascule.report;

import java.math.BigDecimal;
import java.time.Duration;

/** Lengths of time for programs: seconds with three digits behind the point, in every locale. */
final class Seconds {
  private Seconds() {}

  static String text(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).toPlainString();
  }
}
