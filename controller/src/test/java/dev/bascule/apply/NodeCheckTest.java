package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.container.NodeSight;
import dev.bascule.file.Resource;
import dev.bascule.model.NodeName;
import dev.bascule.model.Value;
import dev.bascule.network.NetworkResource;
import dev.bascule.plan.PlannedTask;
import dev.bascule.state.DesiredSource;
import dev.bascule.state.DesiredState;
import dev.bascule.state.DesiredTask;
import dev.bascule.state.Facts;
import dev.bascule.transport.TransportException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NodeCheckTest extends NodeFolder {
  private static final NetworkResource ABSENT =
      new NetworkResource.Namespace("no-such-space", false);

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
  void a_wish_for_the_network_that_depends_on_facts_is_looked_at_by_a_second_exec()
      throws Exception {
    Node node = node();
    DesiredTask space = new DesiredTask("play", "space", "site.yml:1:1", ABSENT, List.of());
    DesiredSource late =
        new DesiredSource() {
          @Override
          public DesiredState beforeContact() {
            return new DesiredState(List.of(), List.of());
          }

          @Override
          public Set<String> factsUsed() {
            return Set.of("kernel");
          }

          @Override
          public DesiredState resolve(Facts facts) {
            return new DesiredState(List.of(space), List.of());
          }
        };
    assertThat(node.check(late).network()).isNotNull();
    assertThat(node.shell().scripts).hasSize(2);
    assertThat(node.shell().scripts.get(0).text()).doesNotContain("ip_route");
    assertThat(node.check(late).plan().tasks()).isEmpty();
  }

  @Test
  void a_node_that_does_not_say_which_way_the_controller_came_is_refused() throws Exception {
    LocalShell shell = withoutWay();
    DesiredTask space = new DesiredTask("play", "space", "site.yml:1:1", ABSENT, List.of());
    DesiredState state = new DesiredState(List.of(space), List.of());
    assertThatThrownBy(() -> new Node(shell, locks).check(Node.source(state)))
        .isInstanceOf(TransportException.class)
        .hasMessage(
            "the node does not say which way the controller came: SSH_CONNECTION is not to be"
                + " found, or no route leads to its address");
  }

  @Test
  void a_picture_is_made_of_it_all_the_same() throws Exception {
    assertThat(NodeSights.of(withoutWay(), Deadlines.USUAL).seen().links()).isNotEmpty();
    DesiredSource nothing = Node.source(new DesiredState(List.of(), List.of()));
    NodeSight sight = NodeSights.of(new NodeName("n1"), withoutWay(), nothing, Deadlines.USUAL);
    assertThat(sight.seen().links()).isNotEmpty();
  }

  // The shell starts without SSH_CONNECTION, and its parents are asked for nothing: $$ is 1.
  private static LocalShell withoutWay() {
    return new LocalShell(LocalShell.DASH)
        .beyondNetwork()
        .sabotaged(text -> "unset SSH_CONNECTION\n" + text.replace("p=$$", "p=1"));
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
