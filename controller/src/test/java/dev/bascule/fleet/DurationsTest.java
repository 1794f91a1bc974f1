package dev.bascule.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @ValueSource(strings = {"90s", "5m", "2h", "250ms"})
  void what_is_written_is_read_again(String text) {
    assertThat(Durations.parse(text)).map(Durations::text).contains(text);
  }

  @Test
  void a_number_alone_is_seconds() {
    assertThat(Durations.parse("15")).contains(Duration.ofSeconds(15));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0s", "-1s", "5 minutes", "1.5s", "99999999999999999999s"})
  void anything_else_is_not_a_duration(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }
}
