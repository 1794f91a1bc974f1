package dev.bascule.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.NodeName;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
  @TempDir Path folder;

  @Test
  void without_a_run_there_is_nothing() throws Exception {
    assertThat(RunRecord.of(folder, List.of("a")).load()).isEmpty();
  }

  @Test
  void failed_nodes_are_kept_for_the_same_inventories_and_playbooks_only() throws Exception {
    RunRecord.of(folder, List.of("inv", "site.yml")).save(List.of(new NodeName("hn-2")));
    assertThat(RunRecord.of(folder, List.of("inv", "site.yml")).load())
        .contains(List.of(new NodeName("hn-2")));
    assertThat(RunRecord.of(folder, List.of("inv", "other.yml")).load()).isEmpty();
  }
}
