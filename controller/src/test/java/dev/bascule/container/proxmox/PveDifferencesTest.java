package dev.bascule.container.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.ContainerId;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PveDifferencesTest {
  private static final ContainerId ID = new ContainerId("105");
  private static final MacAddress NEW = new MacAddress("bc:24:11:00:00:01");
  // As pct writes one, with a snapshot and what waits for a start.
  private static final String FILE =
      """
      #web server
      arch: amd64
      hostname: web
      net0: name=eth0,bridge=vmbr0,firewall=1,gw=192.0.2.1,hwaddr=BC:24:11:AA:BB:CC,ip=192.0.2.5/24,rate=5,type=veth
      net2: name=eth1,bridge=vmbr1,hwaddr=BC:24:11:AA:BB:DD,ip=dhcp,type=veth
      rootfs: local-lvm:vm-105-disk-0,size=8G

      [before]
      net0: name=eth0,bridge=vmbr9,hwaddr=BC:24:11:AA:BB:CC,type=veth
      net1: name=eth9,bridge=vmbr9,type=veth
      snaptime: 1690000000
      """;

  private static PveInterface wish(String name, String... options) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    return new PveInterface(new InterfaceName(name), NEW, all);
  }

  private static final PveInterface ETH0 =
      wish(
          "eth0", "bridge", "vmbr0", "ip", "192.0.2.5/24", "gw", "192.0.2.1", "ip6", "", "gw6", "");
  private static final PveInterface ETH1 = wish("eth1", "bridge", "vmbr1", "ip", "dhcp");

  private static SeenPves node(String file, boolean running) {
    return new SeenPves(true, Map.of(ID, new SeenPves.Seen(PveConf.read(file), running)));
  }

  private static PveDifference.Steps steps(SeenPves node, PveInterface... wanted) {
    return (PveDifference.Steps)
        PveDifferences.between(new PveContainer(ID, List.of(wanted)), node);
  }

  private static List<String> words(SeenPves node, PveInterface... wanted) {
    return steps(node, wanted).steps().stream()
        .map(step -> step.verb() + " " + step.number() + " " + step.to())
        .toList();
  }

  @Test
  void what_is_as_wanted_needs_nothing_and_what_is_not_said_is_kept() {
    assertThat(words(node(FILE, false), ETH0, ETH1)).isEmpty();
  }

  @Test
  void a_change_keeps_the_number_the_mac_and_all_that_is_not_said() {
    assertThat(
            words(
                node(FILE, false),
                ETH0,
                wish("eth1", "bridge", "vmbr0", "ip", "10.0.0.2/24", "tag", "20")))
        .containsExactly(
            "UPDATE 2 name=eth1,bridge=vmbr0,hwaddr=BC:24:11:AA:BB:DD,ip=10.0.0.2/24,tag=20,type=veth");
    assertThat(
            steps(node(FILE, false), ETH0, wish("eth1", "ip", "manual")).steps().get(0).details())
        .extracting(detail -> detail.name() + " " + detail.from() + " " + detail.to())
        .containsExactly("ip dhcp manual");
  }

  @Test
  void a_new_one_gets_the_first_free_number_and_one_that_is_not_listed_goes() {
    assertThat(words(node(FILE, false), ETH0, wish("lan0", "bridge", "vmbr1")))
        .containsExactly(
            "REMOVE 2 null", "CREATE 1 name=lan0,bridge=vmbr1,hwaddr=BC:24:11:00:00:01,type=veth");
    assertThat(words(node("", false), ETH1))
        .containsExactly(
            "CREATE 0 name=eth1,bridge=vmbr1,hwaddr=BC:24:11:00:00:01,ip=dhcp,type=veth");
  }

  @Test
  void snapshots_are_others_and_a_mac_in_small_letters_is_the_same() {
    assertThat(PveConf.read(FILE).current()).containsOnlyKeys(0, 2);
    assertThat(words(node(FILE, false), ETH0, wish("eth1", "hwaddr", "bc:24:11:aa:bb:dd")))
        .isEmpty();
  }

  @Test
  void what_waits_for_a_start_is_not_asked_for_twice_and_is_said() {
    String pending =
        FILE
            + "\n[pve:pending]\nnet0: name=eth0,bridge=vmbr5,hwaddr=BC:24:11:AA:BB:CC,type=veth\n"
            + "delete: net2 !net7,nameserver\n";
    PveInterface eth0 = wish("eth0", "bridge", "vmbr5");
    PveDifference.Steps all = steps(node(pending, true), eth0);
    assertThat(all.steps()).isEmpty();
    assertThat(PveDifferences.pending(new PveContainer(ID, List.of(eth0)), all.pending()))
        .isEqualTo("container 105 takes this at its next start: eth0, net2 goes (pct pending 105)");
    assertThat(words(node(pending, true), eth0, ETH1))
        .containsExactly(
            "CREATE 1 name=eth1,bridge=vmbr1,hwaddr=BC:24:11:00:00:01,ip=dhcp,type=veth");
  }

  @Test
  void a_running_containers_end_is_a_port_unless_the_firewall_is_between() {
    assertThat(steps(node(FILE, true), ETH0, ETH1).ends())
        .containsExactly(
            new PveDifference.End(new InterfaceName("veth105i2"), new InterfaceName("vmbr1")));
    assertThat(steps(node(FILE, false), ETH0, ETH1).ends()).isEmpty();
    String pulled = FILE.replace("ip=dhcp", "ip=dhcp,link_down=1");
    assertThat(steps(node(pulled, true), ETH0, ETH1).ends()).isEmpty();
  }

  @Test
  void what_proxmox_stores_and_does_not_do_while_it_runs_is_said() {
    PveInterface eth1 = wish("eth1", "bridge", "vmbr1", "ip", "10.0.0.2/24", "mtu", "1400");
    assertThat(steps(node(FILE, true), ETH0, eth1).pending()).containsExactly("mtu of eth1");
    assertThat(steps(node(FILE, false), ETH0, eth1).pending()).isEmpty();
  }

  @Test
  void an_inverse_takes_back_and_what_was_read_back_counts() {
    ChangePveNet gone = (ChangePveNet) steps(node(FILE, false), ETH0).steps().get(0);
    assertThat(gone.holdsFor(node(FILE, false))).isFalse();
    assertThat(gone.inverse().holdsFor(node(FILE, false))).isTrue();
    assertThat(gone.holdsFor(node("net0: name=eth0\n", false))).isTrue();
  }

  @Test
  void what_cannot_be_had_says_why() {
    PveContainer any = new PveContainer(ID, List.of(ETH1));
    assertThat(PveDifferences.between(any, SeenPves.NOTHING))
        .isEqualTo(
            new PveDifference.Impossible(
                "there is no pct on this node: it is not one of Proxmox VE",
                "for LXC without Proxmox: runtime: lxc"));
    assertThat(PveDifferences.between(any, new SeenPves(true, Map.of())))
        .isEqualTo(
            new PveDifference.Impossible(
                "container 105 does not exist on this node",
                "pct list shows those that do; another node of the cluster may have it"));
  }
}
