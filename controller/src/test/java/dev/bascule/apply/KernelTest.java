package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.event.Outcome;
import dev.bascule.file.Resource;
import dev.bascule.model.Change;
import dev.bascule.plan.Plan;
import dev.bascule.state.UnresolvedException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kernel parameters, in a network namespace of their own; modules, of a made-up node. */
class KernelTest extends NodeFolder {
  private Process namespace;

  @BeforeEach
  void make_a_network_namespace() throws Exception {
    namespace = OwnNetwork.process();
  }

  @AfterEach
  void end_it() {
    namespace.destroy();
  }

  private Node inside() {
    String pid = Long.toString(namespace.pid());
    return new Node(new LocalShell(List.of("nsenter", "-t", pid, "-n", "dash", "-s")), locks);
  }

  @Test
  void a_parameter_is_set_and_kept_in_a_file() throws Exception {
    Files.writeString(in("sysctl.conf"), "# mine\n-net/ipv4/ip_forward=0\n");
    Resource wanted = new Resource.Sysctl("net.ipv4.ip_forward", "1", at("sysctl.conf"));
    inside().bring(wanted);
    assertThat(in("sysctl.conf")).hasContent("# mine\n-net/ipv4/ip_forward=1\n");
  }

  @Test
  void values_with_several_parts_are_compared_by_part() throws Exception {
    Resource wanted = new Resource.Sysctl("net.ipv4.ip_local_port_range", "20000 40000", null);
    Plan plan = inside().plan(wanted);
    assertThat(plan.tasks().get(0).changes().get(0).details())
        .containsExactly(new Change.Detail("value", "32768 60999", "20000 40000"));
    inside().bring(wanted);
  }

  @Test
  void a_name_with_a_dot_in_it_is_written_with_slashes() throws Exception {
    Node node = inside();
    node.shell()
        .run(
            script("ip link add veth101.0 type veth peer name p0"),
            java.time.Duration.ofSeconds(5));
    node.bring(new Resource.Sysctl("net/ipv4/conf/veth101.0/proxy_arp", "1", null));
    node.bring(new Resource.Sysctl("net.ipv4.conf.veth101/0.forwarding", "1", at("s")));
  }

  private static dev.bascule.transport.Script script(String text) {
    return new dev.bascule.transport.Script("test", text + "\n");
  }

  @Test
  void a_value_that_the_kernel_refuses_is_told() throws Exception {
    Plan plan = inside().plan(new Resource.Sysctl("net.ipv4.ip_forward", "maybe", null));
    assertThat(failure(inside().run(plan)))
        .startsWith("sysctl net.ipv4.ip_forward: ")
        .contains("Invalid argument");
  }

  @Test
  void a_parameter_that_is_not_there_is_a_problem() {
    assertThatThrownBy(() -> inside().plan(new Resource.Sysctl("net.bridge.nothing", "1", null)))
        .isInstanceOf(UnresolvedException.class)
        .hasMessageContaining("kernel parameter net.bridge.nothing does not exist on this node");
  }

  @Test
  void a_module_is_loaded_once_and_kept() throws Exception {
    ChrootNode.build(folder);
    try {
      Files.createDirectories(in("etc/modules-load.d"));
      ChrootNode.program(
          folder, "/bin/modprobe", "mkdir -p /sys/module/$1; >/sys/module/$1/initstate\n");
      Node node = ChrootNode.without(folder, Set.of("modprobe"));
      node.bring(new Resource.KernelModule("nf-conntrack", true, true));
      assertThat(in("etc/modules-load.d/nf_conntrack.conf")).hasContent("nf-conntrack\n");
      assertThat(in("sys/module/nf-conntrack")).doesNotExist();
      assertThat(in("sys/module/nf_conntrack")).exists();
    } finally {
      ChrootNode.tearDown(folder);
    }
  }

  @Test
  void a_module_that_cannot_be_loaded_is_told() throws Exception {
    ChrootNode.build(folder);
    try {
      Node node = ChrootNode.without(folder, Set.of("modprobe"));
      ChrootNode.program(
          folder, "/bin/modprobe", "echo modprobe: FATAL: Module $1 not found. >&2; exit 1\n");
      Outcome outcome = node.run(node.plan(new Resource.KernelModule("nosuch", true, false)));
      assertThat(failure(outcome))
          .isEqualTo("kernel module nosuch: modprobe: FATAL: Module nosuch not found.");
    } finally {
      ChrootNode.tearDown(folder);
    }
  }
}
