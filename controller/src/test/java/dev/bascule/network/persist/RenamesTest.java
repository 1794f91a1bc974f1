package dev.bascule.network.persist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.persist.ifcfg.IfcfgBackend;
import dev.bascule.network.persist.networkd.NetworkdBackend;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The order of the renames of a confirmation: whoever gets the addresses has them before the other
 * one loses them, whatever their names, so that a boot in between has them too.
 */
class RenamesTest {
  private static final String ADDRESS = "10.0.0.5/24";
  private static final String NETWORKD = "/etc/systemd/network/10-";
  private static final String IFCFG = "/etc/sysconfig/network-scripts/";

  private static List<String> paths(Backend backend, NodeFiles files, PersistRequest request) {
    Edits edits = backend.edit(files, request);
    assertThat(edits).isInstanceOf(Edits.Planned.class);
    return ((Edits.Planned) edits)
        .files().stream().map(edit -> (edit.after() == null ? "-" : "") + edit.path()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"br0", "vmbr0"})
  void networkd_gives_the_bridge_the_addresses_first_and_takes_it_away_last(String bridge) {
    InterfaceName name = new InterfaceName(bridge);
    NodeFiles before =
        Bridged.files(
            "systemd",
            Map.of(
                NETWORKD + "eth0.network",
                "[Match]\nName=eth0\n\n[Network]\nAddress=" + ADDRESS + "\n"));
    PersistRequest there = Bridged.there(name, ADDRESS);
    NetworkdBackend backend = new NetworkdBackend();
    assertThat(paths(backend, before, there))
        .containsExactly(
            NETWORKD + bridge + ".network",
            NETWORKD + bridge + ".netdev",
            NETWORKD + "eth0.network");
    NodeFiles bridged = Bridged.after(before, backend.edit(before, there));
    assertThat(paths(backend, bridged, Bridged.back(name, ADDRESS)))
        .startsWith(NETWORKD + "eth0.network")
        .containsExactlyInAnyOrder(
            NETWORKD + "eth0.network",
            "-" + NETWORKD + bridge + ".network",
            "-" + NETWORKD + bridge + ".netdev");
  }

  @ParameterizedTest
  @ValueSource(strings = {"br0", "vmbr0"})
  void network_scripts_do_so_too_also_where_the_bridge_has_a_file_already(String bridge) {
    InterfaceName name = new InterfaceName(bridge);
    NodeFiles before =
        Bridged.files(
            "initscripts",
            Map.of(
                IFCFG + "ifcfg-eth0",
                "DEVICE=eth0\nONBOOT=yes\nBOOTPROTO=none\nIPADDR=10.0.0.5\nPREFIX=24\n",
                IFCFG + "ifcfg-" + bridge,
                "DEVICE=" + bridge + "\nTYPE=Bridge\nONBOOT=yes\nBOOTPROTO=none\n",
                IFCFG + "route-eth0",
                "192.0.2.0/24 via 10.0.0.1 dev eth0\n"));
    PersistRequest there = Bridged.there(name, ADDRESS);
    IfcfgBackend backend = new IfcfgBackend();
    assertThat(paths(backend, before, there))
        .containsExactly(
            IFCFG + "route-" + bridge,
            IFCFG + "ifcfg-" + bridge,
            IFCFG + "ifcfg-eth0",
            "-" + IFCFG + "route-eth0");
    NodeFiles bridged = Bridged.after(before, backend.edit(before, there));
    assertThat(paths(backend, bridged, Bridged.back(name, ADDRESS)))
        .containsExactly(
            IFCFG + "route-eth0",
            IFCFG + "ifcfg-eth0",
            "-" + IFCFG + "ifcfg-" + bridge,
            "-" + IFCFG + "route-" + bridge);
  }
}
