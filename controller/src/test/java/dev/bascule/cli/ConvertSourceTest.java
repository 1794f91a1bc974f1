package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.Value;
import dev.bascule.network.ControlPath;
import dev.bascule.network.NetworkResource.Bridge;
import dev.bascule.network.NetworkState;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.batch.Tools;
import dev.bascule.network.persist.NodeFiles;
import dev.bascule.state.DesiredState;
import dev.bascule.state.Facts;
import dev.bascule.state.UnresolvedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What convert wants of a node. */
class ConvertSourceTest {
  private static final Facts NONE = new Facts(new Value.Fields(Map.of()));

  @Test
  void the_port_that_is_named_is_adopted() throws Exception {
    Bridge wish =
        wish(state("--port", "eth1", "--address", "192.0.2.5/24", "--gateway", "192.0.2.1"));
    assertThat(wish.adopt()).isEqualTo(new InterfaceName("eth1"));
    assertThat(wish.addresses()).containsExactly(Cidr.of("192.0.2.5/24"));
    assertThat(wish.routes())
        .singleElement()
        .satisfies(
            route -> {
              assertThat(route.destination()).isEqualTo("default");
              assertThat(route.via()).isEqualTo(IpAddress.of("192.0.2.1"));
              assertThat(route.dev()).isEqualTo(new InterfaceName("br0"));
            });
    assertThat(wish.persist()).isTrue();
  }

  @Test
  void without_a_port_it_is_the_link_that_carries_the_session() throws Exception {
    assertThat(wish(state()).adopt()).isEqualTo(new InterfaceName("eth0"));
  }

  @Test
  void once_converted_the_session_goes_over_the_bridge_and_nothing_more_is_adopted()
      throws Exception {
    DesiredState state = source().resolve(NONE, network("br0"));
    assertThat(wish(state).adopt()).isNull();
  }

  @Test
  void without_a_session_to_see_the_port_has_to_be_named() throws Exception {
    ConvertSource source = source();
    assertThatThrownBy(() -> source.resolve(NONE, network(null)))
        .isInstanceOf(UnresolvedException.class)
        .hasMessage("it cannot be seen which link carries this session; name --port");
  }

  @Test
  void the_proof_and_the_files_are_the_options() throws Exception {
    DesiredState state =
        state("--window", "2m", "--stable", "50s", "--confirm", "manual", "--persist", "ifupdown");
    assertThat(state.safeApply().window()).isEqualTo(Duration.ofMinutes(2));
    assertThat(state.safeApply().stable()).isEqualTo(Duration.ofSeconds(50));
    assertThat(state.safeApply().manual()).isTrue();
    assertThat(state.safeApply().reboot()).isFalse();
    assertThat(state.persistence()).isEqualTo("ifupdown");
  }

  @Test
  void nothing_is_kept_over_a_boot_where_one_says_so() throws Exception {
    DesiredState state = state("--persist", "none");
    assertThat(wish(state).persist()).isFalse();
    assertThat(state.persistence()).isEqualTo(DesiredState.AUTO);
  }

  @Test
  void the_reverse_gives_back_to_the_port() throws Exception {
    Bridge wish = wish(state("--reverse", "--port", "eth1"));
    assertThat(wish.present()).isFalse();
    assertThat(wish.giveBack()).isEqualTo(new InterfaceName("eth1"));
    assertThat(wish(state("--reverse")).giveBack()).isNull();
  }

  private static DesiredState state(String... options) throws Exception {
    return source(options).resolve(NONE, network("eth0"));
  }

  private static ConvertSource source(String... options) throws Exception {
    List<String> line = new ArrayList<>(List.of("--bridge", "br0"));
    line.addAll(List.of(options));
    line.add("hn7");
    return new ConvertSource(ConvertOptions.of(CommandLineReader.read(CommandName.CONVERT, line)));
  }

  private static Bridge wish(DesiredState state) {
    return (Bridge) state.network().get(0);
  }

  private static NodeNetwork network(String egress) {
    ControlPath control =
        egress == null
            ? null
            : new ControlPath(
                IpAddress.of("192.0.2.100"),
                IpAddress.of("192.0.2.7"),
                new InterfaceName(egress),
                null,
                List.of());
    return new NodeNetwork(
        NetworkState.EMPTY,
        control,
        List.of(),
        Tools.MODERN,
        new NodeFiles(Map.of(), Set.of()),
        null,
        List.of());
  }
}
