package dev.bascule.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.container.ChangeConf;
import dev.bascule.file.ControlService;
import dev.bascule.file.MakeLink;
import dev.bascule.file.PathState;
import dev.bascule.file.SetModule;
import dev.bascule.file.SetSysctl;
import dev.bascule.file.SysctlKey;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Change;
import dev.bascule.model.Change.Layer;
import dev.bascule.model.ContainerId;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkChange;
import dev.bascule.network.NetworkChanges;
import dev.bascule.network.NetworkState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which kind of change was seen in what runs, and which in what a boot reads. */
class ChangeLayersTest {
  @Test
  void a_file_is_kept_over_a_boot_but_where_its_file_system_is_not() {
    assertThat(link("/etc/motd").layer()).isEqualTo(Layer.PERSISTENT);
    assertThat(link("/run/motd").layer()).isEqualTo(Layer.RUNTIME);
    assertThat(link("/var/run/motd").layer()).isEqualTo(Layer.RUNTIME);
    assertThat(link("/running").layer()).isEqualTo(Layer.PERSISTENT);
  }

  @Test
  void whether_a_service_runs_is_of_now_and_whether_it_is_enabled_is_of_the_next_boot() {
    assertThat(service(ControlService.Action.START)).isEqualTo(Layer.RUNTIME);
    assertThat(service(ControlService.Action.STOP)).isEqualTo(Layer.RUNTIME);
    assertThat(service(ControlService.Action.RESTART)).isEqualTo(Layer.RUNTIME);
    assertThat(service(ControlService.Action.ENABLE)).isEqualTo(Layer.PERSISTENT);
    assertThat(service(ControlService.Action.DISABLE)).isEqualTo(Layer.PERSISTENT);
  }

  @Test
  void the_kernels_parameters_and_modules_are_of_now() {
    SysctlKey key = new SysctlKey("net.ipv4.ip_forward");
    assertThat(new SetSysctl(key, "0", "1").layer()).isEqualTo(Layer.RUNTIME);
    assertThat(new SetModule("bridge", true).layer()).isEqualTo(Layer.RUNTIME);
  }

  @Test
  void a_containers_file_is_of_its_next_start() {
    Change change =
        new ChangeConf(
            new ContainerId("101"),
            Map.of("VETH_IP_ADDRESS", Optional.empty()),
            Map.of("VETH_IP_ADDRESS", Optional.of("10.0.0.1/24")));
    assertThat(change.layer()).isEqualTo(Layer.PERSISTENT);
  }

  @Test
  void a_bridge_of_the_kernel_is_of_now_and_one_of_open_vswitch_is_kept_in_its_database() {
    assertThat(made(new LinkKind.Bridge(Map.of()))).isEqualTo(Layer.RUNTIME);
    assertThat(made(new LinkKind.OvsBridge("system"))).isEqualTo(Layer.BOTH);
  }

  private static Layer made(LinkKind kind) {
    Link bridge =
        new Link(new InterfaceName("br0"), kind, null, false, 1500, true, null, Map.of(), Map.of());
    List<NetworkChange> changes =
        NetworkChanges.between(
            NetworkState.EMPTY, NetworkState.EMPTY.withLinks(List.of(bridge)), null);
    assertThat(changes).hasSize(1);
    return changes.get(0).layer();
  }

  private static Layer service(ControlService.Action action) {
    return new ControlService("networking", action, null).layer();
  }

  private static Change link(String path) {
    return new MakeLink(
        new AbsolutePath(path), new PathState.Absent(new AbsolutePath("/")), "target");
  }
}
