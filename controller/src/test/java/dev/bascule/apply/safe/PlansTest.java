package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.container.ChangeVenet;
import dev.bascule.file.Guard;
import dev.bascule.file.Resource;
import dev.bascule.file.RunCommand;
import dev.bascule.model.Change;
import dev.bascule.model.Cidr;
import dev.bascule.model.ContainerId;
import dev.bascule.model.NodeName;
import dev.bascule.network.NetworkChange;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlansTest {
  private static final Change BRIDGE =
      new NetworkChange(Change.Verb.CREATE, "bridge br0", List.of(), NetworkChange.Effect.SAFE);
  private static final Change CONTAINER =
      new ChangeVenet(new ContainerId("101"), List.of(Cidr.of("10.0.0.1/32")), List.of());

  @Test
  void what_comes_before_the_network_is_done_before_it_and_the_rest_after_it() {
    Plans parts = plans(task("a", command("a")), task("net", BRIDGE), task("b", command("b")));
    assertThat(Plans.targets(parts.before())).containsExactly("command a");
    assertThat(parts.network()).containsExactly("bridge br0");
    assertThat(Plans.targets(parts.after())).containsExactly("command b");
  }

  @Test
  void a_container_and_all_behind_it_wait_for_the_network() {
    Plans parts =
        plans(
            task("ct", command("its script"), CONTAINER, command("its last")),
            task("start it", command("vzctl start")),
            task("net", BRIDGE));
    assertThat(Plans.targets(parts.before())).containsExactly("command its script");
    assertThat(parts.network()).containsExactly("bridge br0");
    assertThat(Plans.targets(parts.after()))
        .containsExactly("venet of CT 101", "command its last", "command vzctl start");
    assertThat(Plans.names(parts.after())).containsExactly("ct", "start it");
  }

  private static Plans plans(PlannedTask... tasks) {
    return Plans.of(new Plan(new NodeName("hn-1"), List.of(tasks), null));
  }

  private static PlannedTask task(String name, Change... changes) {
    return new PlannedTask("play", name, "x.yml:3:5", false, List.of(changes));
  }

  private static Change command(String name) {
    return new RunCommand(
        new Resource.Command(List.of(name), true, Guard.NONE, null, Map.of()), false);
  }
}
