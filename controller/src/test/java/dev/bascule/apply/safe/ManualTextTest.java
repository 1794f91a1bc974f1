package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManualTextTest {
  @ParameterizedTest
  @CsvSource({"0,0 s", "119,119 s", "120,2 min", "333,5 min 33 s", "7200,2 h", "7500,2 h 5 min"})
  void times_are_written_as_one_says_them(long seconds, String spoken) {
    assertThat(ManualText.spoken(Duration.ofSeconds(seconds))).isEqualTo(spoken);
  }
}
