package dev.bascule.matrix;

import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs over few nodes whose controller is killed. */
@LabTest(nodes = 6)
class LostFewLabTest {
  private final Lab lab;

  LostFewLabTest(Lab lab) {
    this.lab = lab;
  }

  // A kill each for three pairs of nodes, side by side: most of it is waiting for rollback timers.
  @Test
  void killed_at_random_resume_tells_the_truth_of_each_node(@TempDir Path home) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Callable<Void>> pairs = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        List<LabNode> pair = lab.nodes().subList(2 * i, 2 * i + 2);
        Path own = Files.createDirectory(home.resolve("home-" + i));
        LostRuns runs = new LostRuns(lab, pair, own, Duration.ofSeconds(15));
        pairs.add(
            () -> {
              runs.kill(1);
              return null;
            });
      }
      for (Future<Void> pair : threads.invokeAll(pairs)) {
        pair.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
