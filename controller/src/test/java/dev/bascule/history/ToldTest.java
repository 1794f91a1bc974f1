package dev.bascule.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.NodeName;
import java.nio.file.Path;
import java.time.Clock;
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

  @TempDir Path folder;
  private History one;
  private History two;

  @BeforeEach
  void open() throws HistoryException {
    HistoryPlace place = new HistoryPlace.InFile(folder.resolve("history.db"), false);
    one = History.open(place, Clock.systemUTC());
    two = History.open(place, Clock.systemUTC());
  }

  @AfterEach
  void close() throws HistoryException {
    one.close();
    two.close();
  }

  @Test
  void one_of_two_controllers_tells_and_after_that_none() throws HistoryException {
    assertThat(one.told().claim("f", List.of(DRIFT), 7, NOW)).containsExactly(DRIFT);
    assertThat(two.told().claim("f", List.of(DRIFT, OTHER), 7, NOW)).containsExactly(OTHER);
    one.told().settle("f", List.of(DRIFT), NOW);
    assertThat(two.told().all("f", "drift")).isEqualTo(Map.of(N1, "x"));
    assertThat(two.told().claim("f", List.of(DRIFT), 8, NOW)).isEmpty();
    assertThat(two.told().all("another fleet", "drift")).isEmpty();
  }

  @Test
  void what_a_dead_controller_did_not_tell_is_told_by_another_one_later() throws HistoryException {
    one.told().claim("f", List.of(DRIFT), 7, NOW);
    assertThat(two.told().claim("f", List.of(DRIFT), 8, NOW)).containsExactly(DRIFT);
  }

  @Test
  void what_could_not_be_told_may_be_told_at_once() throws HistoryException {
    one.told().claim("f", List.of(DRIFT), 7, NOW);
    one.told().release("f", List.of(DRIFT));
    assertThat(two.told().claim("f", List.of(DRIFT), 7, NOW)).containsExactly(DRIFT);
  }

  @Test
  void an_end_is_told_once_too_and_then_the_same_is_new() throws HistoryException {
    assertThat(one.told().claim("f", List.of(OVER), 7, NOW)).isEmpty();
    one.told().settle("f", List.of(DRIFT), NOW);
    assertThat(one.told().claim("f", List.of(OVER), 7, NOW)).containsExactly(OVER);
    assertThat(two.told().claim("f", List.of(OVER), 7, NOW)).isEmpty();
    one.told().settle("f", List.of(OVER), NOW);
    assertThat(two.told().all("f", "drift")).isEmpty();
    assertThat(two.told().claim("f", List.of(DRIFT), 7, NOW)).containsExactly(DRIFT);
  }
}
