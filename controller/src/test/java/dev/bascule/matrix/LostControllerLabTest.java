package dev.bascule.matrix;

import dev.bascule.lab.Lab;
import dev.bascule.lab.LabTest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run over many nodes whose controller is killed: {@code lab/bench kills} does it as often, and
 * with as many nodes, as it is told.
 */
@LabTest(nodes = 50)
class LostControllerLabTest {
  private final Lab lab;

  LostControllerLabTest(Lab lab) {
    this.lab = lab;
  }

  @Test
  void every_node_is_old_or_new_and_resume_says_which(@TempDir Path home) throws Exception {
    int nodes = Integer.getInteger("bascule.kills.nodes", 50);
    new LostRuns(lab, lab.nodes().subList(0, nodes), home, Duration.ofSeconds(30))
        .kill(Integer.getInteger("bascule.kills", 2));
  }
}
