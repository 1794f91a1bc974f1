package dev.bascule.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.event.RunEvent;
import dev.bascule.event.TimeOfDay;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final NodeName HN1 = new NodeName("hn-1");
  private static final String CLEAR = "\r\u001b[K";
  private final Printable printable = new Printable(new Secrets());
  private final List<String> written = new ArrayList<>();
  private long now;

  @Test
  void without_a_terminal_each_node_that_ends_gets_a_line() {
    PlainProgress progress = new PlainProgress(written::add, printable, 2, false);
    tell(progress);
    assertThat(written).containsExactly("[1/2] hn-1: in sync (1.5 s)");
  }

  @Test
  void a_node_that_is_only_asked_has_answered() {
    tell(new PlainProgress(written::add, printable, 2, false).asking());
    assertThat(written).containsExactly("[1/2] hn-1: answered (1.5 s)");
  }

  @Test
  void asked_for_more_phases_and_notes_are_written_too() {
    PlainProgress progress = new PlainProgress(written::add, printable, 2, true);
    tell(progress);
    assertThat(written)
        .containsExactly(
            "hn-1: probing", "hn-1: key \\x1b[31m accepted", "[1/2] hn-1: in sync (1.5 s)");
  }

  @Test
  void on_a_terminal_one_line_is_drawn_in_its_place_and_taken_away_at_the_end() {
    StatusLine status = new StatusLine(written::add, () -> now, printable, 2, 80, false);
    status.on(new RunEvent.NodeStarted(HN1));
    now += Duration.ofSeconds(8).toNanos();
    status.on(new RunEvent.NodePhase(HN1, Phase.PROBE));
    now += Duration.ofSeconds(1).toNanos();
    status.on(finished());
    status.close();
    status.draw();
    assertThat(written)
        .containsExactly(
            CLEAR + "0/2 done; hn-1 connecting 0 s",
            CLEAR + "0/2 done; hn-1 probing 8 s",
            CLEAR + "1/2 done",
            CLEAR);
  }

  @Test
  void waves_and_the_time_between_them_are_told() {
    List<RunEvent> events =
        List.of(
            new RunEvent.WaveBegun(1, 3, 1, "hn-1"),
            new RunEvent.Soaking(Duration.ofSeconds(30), 1),
            new RunEvent.WaveBegun(2, 3, 5, ""));
    events.forEach(new PlainProgress(written::add, printable, 6, false)::on);
    assertThat(written)
        .containsExactly(
            "wave 1 of 3: 1 node, the canary hn-1",
            "waiting 30 s before a second look at 1 node",
            "wave 2 of 3: 5 nodes");
    written.clear();
    StatusLine status = new StatusLine(written::add, () -> now, printable, 6, 80, false);
    status.on(events.get(2));
    assertThat(written).containsExactly(CLEAR + "wave 2 of 3: 5 nodes\n", CLEAR + "0/6 done");
  }

  @Test
  void how_long_a_node_waits_before_it_goes_back_is_told_when_its_timer_runs() {
    Instant end = Instant.parse("2026-03-01T12:00:00Z");
    RunEvent armed = new RunEvent.NodeArmed(HN1, "0123abcd", end);
    new PlainProgress(written::add, printable, 1, false).on(armed);
    StatusLine status = new StatusLine(written::add, () -> now, printable, 1, 80, false);
    status.on(new RunEvent.NodeStarted(HN1));
    now += Duration.ofSeconds(8).toNanos();
    status.on(armed);
    assertThat(written)
        .containsExactly(
            "hn-1: the rollback timer runs; unless the change is confirmed the node has gone back"
                + " by "
                + TimeOfDay.text(end),
            CLEAR + "0/1 done; hn-1 connecting 0 s",
            CLEAR + "0/1 done; hn-1 connecting 8 s (or back by " + TimeOfDay.text(end) + ")");
  }

  @Test
  void many_events_at_once_are_drawn_once() {
    StatusLine status = new StatusLine(written::add, () -> now, printable, 100, 80, false);
    for (int i = 0; i < 100; i++) {
      status.on(new RunEvent.NodeStarted(new NodeName("n" + i)));
    }
    assertThat(written).hasSize(1);
  }

  @Test
  void the_line_never_reaches_the_last_column() {
    StatusLine status = new StatusLine(written::add, () -> now, printable, 2, 12, false);
    status.on(new RunEvent.NodeStarted(HN1));
    assertThat(written).containsExactly(CLEAR + "0/2 done; h");
  }

  private static void tell(Progress progress) {
    progress.on(new RunEvent.NodeStarted(HN1));
    progress.on(new RunEvent.NodePhase(HN1, Phase.PROBE));
    progress.on(new RunEvent.NodeNote(HN1, "key \u001b[31m accepted"));
    progress.on(finished());
  }

  private static RunEvent finished() {
    return new RunEvent.NodeFinished(HN1, new Outcome.InSync(), Duration.ofMillis(1500));
  }
}
