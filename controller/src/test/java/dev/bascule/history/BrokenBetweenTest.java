package dev.bascule.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a run whose begin is lost before its end, in a real SQLite database. */
class BrokenBetweenTest {
  // Written in two parts.
  private static final int LARGE = 400;

  @TempDir Path folder;
  private Path file;
  private Runs runs;

  @BeforeEach
  void open() throws HistoryException {
    file = folder.resolve("state/bascule/history.db");
    runs = opened();
  }

  private Runs opened() throws HistoryException {
    Runs.Turned clock = new Runs.Turned();
    return new Runs(History.open(new HistoryPlace.InFile(file, true), clock), clock);
  }

  @AfterEach
  void close() throws HistoryException {
    runs.history.close();
  }

  @Test
  void a_run_whose_file_breaks_before_its_end_is_whole_in_the_new_one() throws Exception {
    RunBegun run = runs.begun("drift");
    runs.history.begin(run);
    breakFile();
    runs.clock.on(Duration.ofMinutes(1));
    end(run);
    assertThat(runs.history.notes()).hasSize(1);
    assertWhole(run);
  }

  private void breakFile() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    // The counter of changes, https://www.sqlite.org/fileformat.html: pages in memory are read
    // anew.
    bytes[27]++;
    // All but the schema, which is read when it is opened.
    Arrays.fill(bytes, 5 * 4096, bytes.length, (byte) 0x5a);
    Files.write(file, bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 200, 400})
  void a_large_one_is_whole_in_the_new_one_wherever_its_file_broke(int after) throws Exception {
    RunBegun run = runs.begun("drift");
    runs.history.begin(run);
    runs.history.end(runs.over(run.id()), breaking(after), null, List.of());
    assertThat(runs.history.notes()).hasSize(1);
    PastRun.Whole whole = runs.history.past().run(run.id().text()).orElseThrow();
    assertThat(whole.run().arguments()).isEqualTo(run.arguments());
    assertThat(whole.run().counts()).isEqualTo(Map.of("drifted", LARGE));
    assertThat(whole.nodes()).hasSize(LARGE).allMatch(node -> node.shown() != null);
  }

  // Breaks the file once, after so many of the nodes were made; from the middle on that is while
  // they are written, for no more than 140 of them are made before.
  private Iterable<NodeEnd> breaking(int after) {
    AtomicBoolean broken = new AtomicBoolean();
    return () ->
        new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            if (next == after && !broken.getAndSet(true)) {
              uncheckedBreak();
            }
            return next < LARGE;
          }

          @Override
          public NodeEnd next() {
            next++;
            return Runs.end("n" + next, "drifted", next + "x".repeat(30_000));
          }
        };
  }

  private void uncheckedBreak() {
    try {
      breakFile();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void end(RunBegun run) throws HistoryException {
    runs.history.end(
        runs.over(run.id()), List.of(Runs.end("n1", "drifted", "drifted\n")), null, List.of());
  }

  private void assertWhole(RunBegun run) throws HistoryException {
    PastRun.Whole whole = runs.history.past().run(run.id().text()).orElseThrow();
    assertThat(whole.run().arguments()).isEqualTo(run.arguments());
    assertThat(whole.run().began()).isEqualTo(run.began());
    assertThat(whole.run().exitCode()).isEqualTo(2);
    assertThat(whole.nodes()).extracting(PastRun.Node::node).containsExactly("n1");
  }
}
