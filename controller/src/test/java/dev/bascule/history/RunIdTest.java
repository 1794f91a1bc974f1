package dev.bascule.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunIdTest {
  @Test
  void it_says_when_the_run_began_in_utc_and_ends_with_four_digits() {
    RunId id = RunId.of(Instant.parse("2026-03-04T23:59:58.999Z"), new Random(1));
    assertThat(id.text()).matches("20260304-235958-[0-9a-f]{4}");
  }

  @Test
  void small_random_numbers_are_filled_up() {
    assertThat(RunId.of(Instant.EPOCH, () -> 0L).text()).isEqualTo("19700101-000000-0000");
  }

  @Test
  void nothing_else_is_the_name_of_a_run() {
    assertThat(RunId.isValid("../../etc/passwd")).isFalse();
    assertThat(RunId.isValid("20260304-235958-12A4")).isFalse();
    assertThatThrownBy(() -> new RunId("20260304-235958-123"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
