package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.file.Resource;
import dev.bascule.model.Value;
import dev.bascule.plan.PlannedTask;
import dev.bascule.state.DesiredSource;
import dev.bascule.state.DesiredState;
import dev.bascule.state.DesiredTask;
import dev.bascule.state.Facts;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NodeCheckTest extends NodeFolder {

  /** One task that is known before contact, and one whose path holds the kernel's version. */
  private DesiredSource dependingOnFacts() {
    DesiredTask known = task("known", file("known", "x"));
    return new DesiredSource() {
      @Override
      public DesiredState beforeContact() {
        return new DesiredState(List.of(known), List.of());
      }

      @Override
      public Set<String> factsUsed() {
        return Set.of("kernel");
      }

      @Override
      public DesiredState resolve(Facts facts) {
        String kernel = ((Value.Text) facts.values().fields().get("kernel")).text();
        return new DesiredState(List.of(known, task("new", file(kernel, "x"))), List.of());
      }
    };
  }

  private static DesiredTask task(String name, Resource resource) {
    return new DesiredTask("play", name, "site.yml:1:1", resource, List.of());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void what_depends_on_facts_is_asked_for_by_a_second_exec(List<String> shell) throws Exception {
    Node node = node(shell);
    NodeCheck.Checked checked = node.check(dependingOnFacts());
    assertThat(checked.plan().tasks())
        .extracting(PlannedTask::name)
        .containsExactly("known", "new");
    assertThat(node.shell().scripts).hasSize(2);
    assertThat(node.shell().scripts.get(1).text()).doesNotContain(in("known").toString());
  }

  @Test
  void one_exec_is_enough_where_nothing_depends_on_facts() throws Exception {
    Node node = node();
    node.plan(file("f", "x"), directory("d"));
    assertThat(node.shell().scripts).hasSize(1);
  }

  @Test
  void all_facts_of_this_machine_come_with_one_exec() throws Exception {
    Node node = node();
    assertThat(NodeCheck.facts(node.shell(), Deadlines.USUAL).values().fields())
        .containsKeys("hostname", "kernel", "os", "boot_id", "memory_mb", "cpus", "init", "openvz")
        .containsKeys("tools", "interfaces", "architecture", "persistence", "uptime");
    assertThat(node.shell().scripts).hasSize(1);
  }
}
