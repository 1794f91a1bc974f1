package dev.bascule.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run whose begin is lost before its end, in a real SQLite database. */
class BrokenBetweenTest {
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
    byte[] bytes = Files.readAllBytes(file);
    // The counter of changes, https://www.sqlite.org/fileformat.html: pages in memory are read
    // anew.
    bytes[27]++;
    // All but the schema, which is read when it is opened.
    Arrays.fill(bytes, 5 * 4096, bytes.length, (byte) 0x5a);
    Files.write(file, bytes);
    runs.clock.on(Duration.ofMinutes(1));
    end(run);
    assertThat(runs.history.notes()).hasSize(1);
    assertWhole(run);
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
