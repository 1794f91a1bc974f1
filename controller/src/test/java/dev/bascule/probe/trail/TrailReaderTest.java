package dev.bascule.probe.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.probe.Frames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When something was, by logs and by {@code last}, which tell the node's own time of then. */
class TrailReaderTest {
  // 2026-11-22T14:00:00Z, when Berlin is one hour before Greenwich; in July it was two.
  private static final String TEXT =
      """
      =b now
      1795356000 %s
      =b files
      =b journal
      =b logs
      Jul 10 14:00:00 hn sudo:    a : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/x
      Nov 20 14:00:00 hn sudo:    a : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/y
      =b last
      a pts/0 10.0.0.5 Fri Jul 10 13:59:00 2026 - Fri Jul 10 14:30:00 2026  (00:31)
      =b end
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+0100;zone +0200 Europe/Berlin",
        "+0100;zone +0200 posix/Europe/Berlin",
        "+0100;zone  Europe/Berlin", // its date knows no -d @SECONDS
        "+0100;zone Europe/Berlin",
      })
  void summer_is_told_in_summers_time(String now) {
    Trail trail = read(now);
    assertThat(trail.commands().get(0).at()).isEqualTo("2026-07-10T12:00:00Z");
    assertThat(trail.commands().get(1).at()).isEqualTo("2026-11-20T13:00:00Z");
    assertThat(trail.sessions().get(0).begin()).isEqualTo("2026-07-10T11:59:00Z");
    assertThat(trail.sessions().get(0).end()).isEqualTo("2026-07-10T12:30:00Z");
  }

  // Such as one that was written down before somebody set another one.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+0100",
        "+0100;zone +0200",
        "+0100;zone +0200 ",
        "+0100;zone +0200 No/Where",
        "+0100;zone +0200 ../etc/passwd",
        "+0100;zone +0200 America/New_York",
        "+0100;zone +0100 Europe/Berlin",
        "+0100;zone +0200 Africa/Lagos",
      })
  void a_name_that_does_not_fit_what_the_clock_says_is_left_alone(String now) {
    assertThat(read(now).commands().get(0).at()).isEqualTo("2026-07-10T13:00:00Z");
  }

  @Test
  void the_hour_that_comes_twice_is_the_earlier_one() {
    String text = TEXT.replace("Jul 10 14:00:00 hn", "Oct 25 02:30:00 hn");
    String zoned = text.formatted("+0100\nzone +0200 Europe/Berlin");
    assertThat(TrailReader.read(Frames.read("=b", zoned)).orElseThrow().commands().get(0).at())
        .isEqualTo("2026-10-25T00:30:00Z");
  }

  private static Trail read(String now) {
    String text = TEXT.formatted(now.replace(";", "\n"));
    return TrailReader.read(Frames.read("=b", text)).orElseThrow();
  }
}
