package dev.bascule.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeEndsTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {10, 5 * MEBIBYTE})
  void other_runs_write_while_the_texts_of_one_are_made(int length) throws HistoryException {
    HistoryPlace place = new HistoryPlace.InFile(folder.resolve("history.db"), false);
    Runs.Turned clock = new Runs.Turned();
    try (History history = History.open(place, clock);
        History other = History.open(place, clock)) {
      Runs runs = new Runs(history, clock);
      RunBegun run = runs.begun("drift");
      history.begin(run);
      List<RunId> others = new ArrayList<>();
      Iterable<NodeEnd> nodes =
          () ->
              List.of("n1", "n2").stream()
                  .map(
                      node -> {
                        others.add(begun(other, runs));
                        return Runs.end(node, "drifted", node + "x".repeat(length));
                      })
                  .iterator();
      history.end(runs.over(run.id()), nodes, null, List.of());
      assertThat(others).hasSizeGreaterThanOrEqualTo(2);
      assertThat(history.past().run(run.id().text()).orElseThrow().run().counts())
          .containsEntry("drifted", 2);
    }
  }

  private static RunId begun(History history, Runs runs) {
    runs.clock.on(Duration.ofSeconds(1));
    RunBegun run = runs.begun("plan");
    try {
      history.begin(run);
    } catch (HistoryException e) {
      throw new AssertionError(e);
    }
    return run.id();
  }

  @Test
  void a_text_that_many_nodes_share_is_kept_once_and_texts_of_their_own_as_far_as_they_fit() {
    String text = "y".repeat(MEBIBYTE);
    assertThat(NodeEnds.of(ends(5000, text)).many()).isFalse();
    assertThat(NodeEnds.of(ends(5000, text)).all())
        .hasSize(5000)
        .extracting(NodeEnd::shown)
        .allMatch(text::equals);
    assertThat(NodeEnds.of(ends(3, null)).many()).isFalse();
    assertThat(NodeEnds.of(ends(4, null)).many()).isTrue();
  }

  private static Iterable<NodeEnd> ends(int count, @Nullable String text) {
    return () ->
        IntStream.range(0, count)
            .mapToObj(
                i -> Runs.end("n" + i, "drifted", text == null ? i + "y".repeat(MEBIBYTE) : text))
            .iterator();
  }
}
