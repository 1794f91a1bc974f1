package dev.bascule.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bascule.container.NodeSight;
import dev.bascule.container.SeenContainer;
import dev.bascule.container.SeenContainer.Status;
import dev.bascule.container.SeenContainers;
import dev.bascule.model.ContainerId;
import dev.bascule.network.NetworkState;
import dev.bascule.network.space.Spaces;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is known of containers of which there is a file. */
class SeenGuestsTest {
  private static final ContainerId CT103 = new ContainerId("103");

  @Test
  void one_whose_namespace_is_none_of_the_nodes_does_not_run() {
    assertThat(guests(0))
        .extracting(Guest::what, Guest::stopped)
        .containsExactly(tuple("OpenVZ, not running", true));
  }

  @Test
  void it_may_run_where_some_namespaces_were_not_looked_into() {
    assertThat(guests(1))
        .extracting(Guest::what, Guest::stopped)
        .containsExactly(tuple("OpenVZ, perhaps not running", false));
  }

  private static List<Guest> guests(int more) {
    SeenContainer container = new SeenContainer(CT103, true, Status.STOPPED, Map.of(), null, null);
    return SeenGuests.of(
        NodeSight.of(
            NetworkState.EMPTY,
            Spaces.of(List.of(), List.of(), Map.of(), more),
            new SeenContainers("", Map.of(CT103, container))));
  }
}
