package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.graph.Kind;
import dev.bascule.graph.Line;
import dev.bascule.graph.State;
import dev.bascule.graph.Topology;
import dev.bascule.graph.Vertex;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.report.page.Pictures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of nodes for their pictures. */
class KeptSketchesTest {
  // Room for ten of them.
  private final KeptSketches sketches = new KeptSketches(4500);

  private void keep(String name, String line, boolean differs) {
    NodeName node = new NodeName(name);
    Vertex link =
        new Vertex(
            "link eth0", Kind.UPLINK, "eth0", "", null, List.of(Line.of(line)), State.IN_SYNC);
    sketches.keep(node, new Topology(node, List.of(link), List.of()), differs);
  }

  @Test
  void nodes_in_sync_leave_room_for_those_that_differ_and_what_is_left_out_is_said() {
    for (int i = 0; i < 8; i++) {
      keep("same-" + i, "10.0.0." + i, false);
    }
    keep("drifted", "10.0.0.9", true);
    Pictures pictures = sketches.pictures(new Secrets());
    assertThat(pictures.svg(new NodeName("same-0"))).isPresent();
    assertThat(pictures.svg(new NodeName("same-7"))).isEmpty();
    assertThat(pictures.svg(new NodeName("drifted"))).isPresent();
    assertThat(pictures.note())
        .isEqualTo(
            "3 pictures were left out: they are more than fit into memory; bascule graph draws"
                + " them.");
  }

  @Test
  void a_node_is_shown_as_it_was_found_at_first() {
    keep("hn-1", "10.0.0.1", true);
    keep("hn-1", "10.9.9.9", false);
    assertThat(sketches.pictures(new Secrets()).svg(new NodeName("hn-1")).orElseThrow())
        .contains("10.0.0.1")
        .doesNotContain("10.9.9.9");
  }

  @Test
  void secrets_are_masked_and_control_characters_written_out() {
    Secrets secrets = new Secrets();
    secrets.add("hunter2-secret");
    keep("hn-1", "hunter2-secret \u001b[31m", true);
    assertThat(sketches.pictures(secrets).svg(new NodeName("hn-1")).orElseThrow())
        .contains("******** \\x1b[31m")
        .doesNotContain("hunter2");
  }
}
