package dev.bascule.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LengthOfTimeTest {
  @ParameterizedTest
  @CsvSource({
    "0,0 s",
    "119,119 s",
    "120,2 min",
    "200,3 min 20 s",
    "7200,2 h",
    "7500,2 h 5 min",
    "172800,2 d",
    "273600,3 d 4 h"
  })
  void times_are_written_as_one_says_them(long seconds, String spoken) {
    assertThat(LengthOfTime.ofSeconds(seconds)).isEqualTo(spoken);
  }
}
