package dev.bascule.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import dev.bascule.source.Problem;
import dev.bascule.source.Problems;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code bascule inventory} prints beyond what the golden tests compare. */
class InventoryOutputTest {
  private final Problems problems = new Problems();
  private final Secrets secrets = new Secrets();

  private String shown() {
    return problems.all().stream().map(Problem::format).collect(Collectors.joining());
  }

  @Test
  void one_host_is_its_merged_variables() {
    Inventory inventory =
        InventoryCase.named("golden/yaml-groups-hosts-and-vars").load(secrets, problems);
    Host host = inventory.host(new NodeName("hn1.example.net")).orElseThrow();
    assertThat(InventoryJson.host(host, secrets))
        .isEqualTo(
            """
            {
                "ansible_host": "192.0.2.1",
                "bridge": "br0",
                "slots": 4
            }
            """);
  }

  @Test
  void a_graph_with_variables_shows_those_of_hosts_and_of_groups_without_secrets() {
    Inventory inventory =
        InventoryCase.named("golden/passwords-are-masked").load(secrets, problems);
    assertThat(InventoryGraph.graph(inventory, "all", true, secrets, problems))
        .isEqualTo(
            """
            @all:
              |--@ungrouped:
              |  |--h1
              |  |  |--{ansible_become_password = ********}
              |  |  |--{ansible_password = ********}
              |  |  |--{motd = say ********}
              |  |--h2
              |  |  |--{ansible_become_password = ********}
              |  |  |--{ansible_ssh_pass = ********}
              |  |  |--{motd = say ********}
              |--{ansible_become_password = ********}
              |--{motd = say ********}
            """);
  }

  @Test
  void a_graph_of_an_unknown_group_is_an_error_with_the_nearest_name() {
    Inventory inventory =
        InventoryCase.named("golden/yaml-groups-hosts-and-vars").load(secrets, problems);
    assertThat(InventoryGraph.graph(inventory, "hardware_node", false, secrets, problems))
        .isEmpty();
    assertThat(shown())
        .isEqualTo(
            """
            --graph:1:1: error[unknown-group]: no group is named 'hardware_node'
              hardware_node
              ^
              hint: did you mean 'hardware_nodes'?
            """);
  }

  @Test
  void magic_variables_name_the_host_and_its_groups() {
    Inventory inventory =
        InventoryCase.named("golden/yaml-host-in-several-groups").load(secrets, problems);
    Host host = inventory.host(new NodeName("h1")).orElseThrow();
    assertThat(host.groups()).containsExactly("all", "c", "a", "b");
    assertThat(host.magic().get("group_names"))
        .isEqualTo(
            new Value.Items(
                List.of(new Value.Text("a"), new Value.Text("b"), new Value.Text("c"))));
    assertThat(host.magic().get("inventory_hostname")).isEqualTo(new Value.Text("h1"));
  }
}
