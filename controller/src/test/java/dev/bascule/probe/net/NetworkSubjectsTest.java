package dev.bascule.probe.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.network.ControlPath;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkState;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.batch.Tools;
import dev.bascule.network.persist.NodeFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a probe is to look at, by what tasks name. */
class NetworkSubjectsTest {
  private static final InterfaceName ETH0 = new InterfaceName("eth0");

  private static NetworkResource bridge() {
    return new NetworkResource.Bridge(
        new InterfaceName("br0"),
        true,
        List.of(new InterfaceName("eth1")),
        ETH0,
        List.of(),
        List.of(),
        null,
        null,
        null,
        null,
        null,
        false,
        null,
        Map.of(),
        true);
  }

  private static NetworkResource veth() {
    return new NetworkResource.Veth(end("veth1", null), end("eth0", "blue"), true, false);
  }

  private static NetworkResource.End end(String name, String namespace) {
    return new NetworkResource.End(
        new InterfaceName(name),
        namespace,
        null,
        namespace == null ? new InterfaceName("br7") : null,
        List.of(),
        List.of());
  }

  @Test
  void a_play_without_a_wish_for_the_network_looks_at_nothing_of_it() {
    assertThat(NetworkSubjects.of(List.of())).isEmpty();
  }

  @Test
  void links_are_named_as_they_are_and_namespaces_behind_an_at_sign() {
    assertThat(NetworkSubjects.of(List.of(bridge(), veth())).map(NetworkSubjects::sorted))
        .isEqualTo(Optional.of(List.of("@blue", "br0", "br7", "eth0", "eth1", "veth1")));
  }

  @Test
  void a_second_look_is_needed_only_for_what_the_first_one_left_out() {
    NetworkSubjects first = NetworkSubjects.of(List.of(bridge())).orElseThrow();
    NetworkResource address =
        new NetworkResource.LinkAddresses(ETH0, List.of(), true, false, false);
    assertThat(first.covers(NetworkSubjects.of(List.of(address)).orElseThrow(), null)).isTrue();
    assertThat(first.covers(NetworkSubjects.of(List.of(veth())).orElseThrow(), null)).isFalse();
  }

  @Test
  void the_link_that_carries_the_session_was_looked_at_without_being_named() {
    NetworkSubjects bridge =
        NetworkSubjects.of(List.of(new NetworkResource.Namespace("blue", true))).orElseThrow();
    NetworkSubjects address =
        NetworkSubjects.of(
                List.of(new NetworkResource.LinkAddresses(ETH0, List.of(), true, false, false)))
            .orElseThrow();
    assertThat(bridge.covers(address, seen("eth0", "eth0"))).isTrue();
    assertThat(bridge.covers(address, seen("eth1", "eth1"))).isFalse();
    assertThat(bridge.covers(address, seen("eth0", "lo"))).as("its parameters").isFalse();
  }

  private static NodeNetwork seen(String egress, String read) {
    ControlPath control =
        new ControlPath(
            IpAddress.of("192.0.2.100"),
            IpAddress.of("192.0.2.7"),
            new InterfaceName(egress),
            null,
            List.of());
    return new NodeNetwork(
        NetworkState.EMPTY.withSysctls(Map.of("net/ipv4/conf/" + read + "/rp_filter", "1")),
        control,
        List.of(),
        Tools.MODERN,
        new NodeFiles(Map.of(), Set.of()),
        null,
        List.of());
  }
}
