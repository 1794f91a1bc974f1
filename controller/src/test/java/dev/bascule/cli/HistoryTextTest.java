package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.bascule.history.PastRun;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTextTest {
  private static final Instant BEGAN = Instant.parse("2026-05-01T09:00:00Z");

  // With widths anew for each line it is hours.
  @Test
  void as_many_runs_as_can_be_asked_for_are_listed_at_once() {
    List<PastRun> runs = IntStream.rangeClosed(1, 99_999).mapToObj(HistoryTextTest::run).toList();
    String text =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60),
            () -> new HistoryText("here", BEGAN, ZoneOffset.UTC).runs(runs));
    assertThat(text.lines().findFirst())
        .contains("run-1      2026-05-01 09:00:00 +00:00  ops@here  drift  1 drifted");
    assertThat(text.lines()).hasSize(99_999);
  }

  private static PastRun run(int number) {
    return new PastRun(
        "run-" + number,
        "drift",
        List.of(),
        "ops@here",
        "here",
        "1",
        "",
        List.of(),
        List.of(),
        1,
        BEGAN,
        BEGAN,
        2,
        null,
        Map.of("drifted", 1));
  }
}
