package dev.bascule.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.NodeName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two controllers with one history: who of them tells. */
class ToldTest {
  private static final Instant NOW = Instant.parse("2026-05-01T09:00:00Z");
  private static final NodeName N1 = new NodeName("n1");
  private static final Told.Note DRIFT = new Told.Note(N1, "drift", "x");
  private static final Told.Note OTHER = new Told.Note(new NodeName("n2"), "drift", "y");
  private static final Told.Note OVER = new Told.Note(N1, "drift", null);

  private static final Duration LENGTH = Duration.ofSeconds(120);

  @TempDir Path folder;
  private final Runs.Turned clock = new Runs.Turned();
  private History one;
  private History two;

  @BeforeEach
  void open() throws HistoryException {
    HistoryPlace place = new HistoryPlace.InFile(folder.resolve("history.db"), false);
    one = History.open(place, clock);
    two = History.open(place, clock);
  }

  @AfterEach
  void close() throws HistoryException {
    one.close();
    two.close();
  }

  @Test
  void one_of_two_controllers_tells_and_after_that_none() throws HistoryException {
    assertThat(one.told().claim("f", List.of(DRIFT), LENGTH)).containsExactly(DRIFT);
    assertThat(two.told().claim("f", List.of(DRIFT, OTHER), LENGTH)).containsExactly(OTHER);
    one.told().settle("f", List.of(DRIFT), NOW);
    assertThat(two.told().all("f", "drift")).isEqualTo(Map.of(N1, "x"));
    assertThat(two.told().claim("f", List.of(DRIFT), LENGTH)).isEmpty();
    assertThat(two.told().all("another fleet", "drift")).isEmpty();
  }

  @Test
  void what_a_dead_controller_did_not_tell_is_told_by_another_one_later() throws HistoryException {
    // The last second before an even minute, when timers start.
    clock.to("2026-05-01T09:01:59Z");
    one.told().claim("f", List.of(DRIFT), LENGTH);
    clock.on(Duration.ofSeconds(2));
    assertThat(two.told().claim("f", List.of(DRIFT), LENGTH)).isEmpty();
    clock.on(Duration.ofSeconds(119));
    assertThat(two.told().claim("f", List.of(DRIFT), LENGTH)).containsExactly(DRIFT);
  }

  @Test
  void what_still_is_so_is_never_told_twice_and_of_a_node_that_left_it_is_forgotten()
      throws HistoryException {
    String memory = Told.memory(Runs.SCOPE) + "/channel";
    one.told().settle(memory, List.of(DRIFT, OTHER), NOW);
    Runs runs = new Runs(one, clock);
    for (int day = 0; day < 100; day++) {
      clock.on(Duration.ofDays(1));
      RunBegun run = runs.begun("drift");
      one.begin(run);
      NodeEnd stays = Runs.end(N1.text(), "drifted", null);
      one.end(runs.over(run.id()), List.of(stays), Runs.SCOPE, List.of());
      assertThat(two.told().claim(memory, List.of(DRIFT), LENGTH)).isEmpty();
      one.tidy(Duration.ofDays(90));
    }
    assertThat(two.told().all(memory, "drift")).isEqualTo(Map.of(N1, "x"));
  }

  @Test
  void what_was_told_and_is_over_may_be_told_at_once_when_it_comes_back() throws HistoryException {
    for (int i = 0; i < 2; i++) {
      assertThat(one.told().claim("f", List.of(DRIFT), LENGTH)).containsExactly(DRIFT);
      one.told().settle("f", List.of(DRIFT), NOW);
      assertThat(one.told().claim("f", List.of(OVER), LENGTH)).containsExactly(OVER);
      one.told().settle("f", List.of(OVER), NOW);
    }
  }

  @Test
  void what_could_not_be_told_may_be_told_at_once() throws HistoryException {
    one.told().claim("f", List.of(DRIFT), LENGTH);
    one.told().release("f", List.of(DRIFT));
    assertThat(two.told().claim("f", List.of(DRIFT), LENGTH)).containsExactly(DRIFT);
  }

  @Test
  void an_end_is_told_once_too_and_then_the_same_is_new() throws HistoryException {
    assertThat(one.told().claim("f", List.of(OVER), LENGTH)).isEmpty();
    one.told().settle("f", List.of(DRIFT), NOW);
    assertThat(one.told().claim("f", List.of(OVER), LENGTH)).containsExactly(OVER);
    assertThat(two.told().claim("f", List.of(OVER), LENGTH)).isEmpty();
    one.told().settle("f", List.of(OVER), NOW);
    assertThat(two.told().all("f", "drift")).isEmpty();
    assertThat(two.told().claim("f", List.of(DRIFT), LENGTH)).containsExactly(DRIFT);
  }
}
