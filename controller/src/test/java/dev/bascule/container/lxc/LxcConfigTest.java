package dev.bascule.container.lxc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LxcConfigTest {
  private static final String DMZ =
      """
      # Template used: ubuntu
      lxc.include = /usr/share/lxc/config/common.conf
      lxc.uts.name = dmz

      lxc.net.0.type = veth
      # the node's side
      lxc.net.0.link=lxcbr0
        lxc.net.0.flags =  up
      lxc.net.0.ipv4.address = 10.0.3.251/24
      lxc.cgroup2.memory.max = 1G
      # MAC VLAN network
      lxc.net.1.type = macvlan
      lxc.net.1.link = "lxcbr1"
      lxc.net.1.ipv4.address = 10.0.5.5/24
      lxc.net.1.ipv4.address = 10.0.5.6/24
      lxc.net.1.script.up = /etc/lxc/up
      """;

  private static LxcNetwork network(String... words) {
    LxcNetwork network = new LxcNetwork(Map.of());
    for (int i = 0; i < words.length; i += 2) {
      network = network.with(words[i], List.of(words[i + 1].split(",", -1)));
    }
    return network;
  }

  @Test
  void networks_are_read_in_the_order_of_their_numbers() {
    LxcConfig config =
        LxcConfig.read(
            "lxc.net.7.type = empty\nlxc.net.2.type = veth\nlxc.net.2.link = br0\nlxc.net.7.flags = up");
    assertThat(config.networks())
        .containsExactly(
            network("type", "veth", "link", "br0"), network("type", "empty", "flags", "up"));
    assertThat(config.obstacle()).isEmpty();
  }

  @Test
  void blanks_and_quotes_are_no_part_of_a_value_and_of_addresses_all_count() {
    LxcNetwork second = LxcConfig.read(DMZ).networks().get(1);
    assertThat(second.get("link")).isEqualTo("lxcbr1");
    assertThat(second.values().get("ipv4.address")).containsExactly("10.0.5.5/24", "10.0.5.6/24");
  }

  @Test
  void of_two_lines_of_a_key_the_last_counts_and_an_empty_value_takes_back() {
    LxcNetwork only =
        LxcConfig.read(
                "lxc.net.0.type = veth\nlxc.net.0.mtu = 1400\nlxc.net.0.mtu = 1300\n"
                    + "lxc.net.0.ipv4.address = 10.0.0.1/8\nlxc.net.0.ipv4.address =\n")
            .networks()
            .get(0);
    assertThat(only).isEqualTo(network("type", "veth", "mtu", "1300"));
  }

  @Test
  void what_is_as_wanted_stays_byte_for_byte() {
    LxcConfig config = LxcConfig.read(DMZ);
    assertThat(config.with(config.networks(), List.of(0, 1))).isEqualTo(DMZ);
  }

  @Test
  void a_value_changes_where_it_stands_and_a_new_key_comes_behind_its_network() {
    LxcConfig config = LxcConfig.read(DMZ);
    LxcNetwork first =
        config
            .networks()
            .get(0)
            .with("link", List.of("br0"))
            .with("ipv4.address", List.of("10.0.3.252/24 10.0.3.255"))
            .with("mtu", List.of("1400"));
    assertThat(config.with(List.of(first, config.networks().get(1)), List.of(0, 1)))
        .isEqualTo(
            DMZ.replace("lxc.net.0.link=lxcbr0", "lxc.net.0.link = br0")
                .replace(
                    "lxc.net.0.ipv4.address = 10.0.3.251/24\n",
                    "lxc.net.0.ipv4.address = 10.0.3.252/24 10.0.3.255\nlxc.net.0.mtu = 1400\n"));
  }

  @Test
  void an_interface_that_goes_takes_its_lines_and_the_next_one_gets_its_number() {
    LxcConfig config = LxcConfig.read(DMZ);
    assertThat(config.with(List.of(config.networks().get(1)), List.of(1)))
        .isEqualTo(
            """
            # Template used: ubuntu
            lxc.include = /usr/share/lxc/config/common.conf
            lxc.uts.name = dmz

            # the node's side
            lxc.cgroup2.memory.max = 1G
            # MAC VLAN network
            lxc.net.0.type = macvlan
            lxc.net.0.link = lxcbr1
            lxc.net.0.ipv4.address = 10.0.5.5/24
            lxc.net.0.ipv4.address = 10.0.5.6/24
            lxc.net.0.script.up = /etc/lxc/up
            """);
  }

  @Test
  void a_new_one_comes_behind_the_others_or_at_the_end() {
    LxcNetwork empty = network("type", "empty", "flags", "up");
    assertThat(LxcConfig.read("a = b\n").with(List.of(empty), List.of(-1)))
        .isEqualTo("a = b\nlxc.net.0.type = empty\nlxc.net.0.flags = up\n");
    assertThat(LxcConfig.read("a = b").with(List.of(empty), List.of(-1)))
        .isEqualTo("a = b\nlxc.net.0.type = empty\nlxc.net.0.flags = up\n");
    LxcConfig config = LxcConfig.read("lxc.net.0.type = veth\nb = c\n");
    assertThat(config.with(List.of(config.networks().get(0), empty), List.of(0, -1)))
        .isEqualTo("lxc.net.0.type = veth\nlxc.net.1.type = empty\nlxc.net.1.flags = up\nb = c\n");
  }

  @Test
  void old_words_are_read_and_written_in_the_new_ones_where_they_stand() {
    LxcConfig config =
        LxcConfig.read(
            """
            lxc.network.type = veth
            lxc.network.flags = up
            lxc.network.link = lxcbr0
            # MAC VLAN network
            lxc.network.type = macvlan
            lxc.network.macvlan.mode = bridge
            lxc.network.ipv4 = 10.0.5.5/24
            lxc.network.ipv4.gateway = 10.0.5.1
            lxc.network.ipv6 = fd00::5/64
            """);
    assertThat(config.isLegacy()).isTrue();
    assertThat(config.with(config.networks(), List.of(0, 1)))
        .isEqualTo(
            """
            lxc.net.0.type = veth
            lxc.net.0.flags = up
            lxc.net.0.link = lxcbr0
            # MAC VLAN network
            lxc.net.1.type = macvlan
            lxc.net.1.macvlan.mode = bridge
            lxc.net.1.ipv4.address = 10.0.5.5/24
            lxc.net.1.ipv4.gateway = 10.0.5.1
            lxc.net.1.ipv6.address = fd00::5/64
            """);
  }

  @Test
  void numbered_old_words_keep_their_networks() {
    LxcConfig config =
        LxcConfig.read("lxc.network.1.type = veth\nlxc.network.1.ipv4 = 10.0.0.2/24\n");
    assertThat(config.with(config.networks(), List.of(0)))
        .isEqualTo("lxc.net.0.type = veth\nlxc.net.0.ipv4.address = 10.0.0.2/24\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lxc.net =|line 1 (lxc.net =) takes away networks that stand before it",
        "lxc.net.0 =|line 1 (lxc.net.0 =) takes away networks that stand before it",
        "lxc.network.link = br0|line 1 (lxc.network.link = br0) stands before the first lxc.network.type",
        "lxc.network.type = veth;lxc.network.foo = 1|line 2 (lxc.network.foo = 1) is none that LXC 3 has another word for",
        "lxc.net.0.type = veth;lxc.network.type = veth|line 2 (lxc.network.type = veth) is in the old words, and others are in the new ones"
      })
  void what_cannot_be_told_apart_is_named_with_its_line(String text, String why) {
    assertThat(LxcConfig.read(text.replace(';', '\n')).obstacle()).contains(why);
  }

  @Test
  void other_old_words_are_found_and_left_alone() {
    assertThat(LxcConfig.read("lxc.utsname = a\nlxc.rootfs.path = b\nlxc.tty = 4\n").otherLegacy())
        .isEqualTo(Map.of(1, "lxc.utsname", 3, "lxc.tty"));
  }

  @Test
  void names_are_given_or_the_cards_or_the_first_free_as_the_kernel_counts() {
    assertThat(
            LxcNetwork.names(
                List.of(
                    network("type", "veth"),
                    network("type", "phys", "link", "eth2"),
                    network("type", "veth", "name", "eth1"),
                    network("type", "empty"),
                    network("type", "macvlan"),
                    network("type", "vlan"))))
        .containsExactly("eth0", "eth2", "eth1", "", "eth3", "eth4");
    // LXC has made the first one when it comes to the second.
    assertThat(
            LxcNetwork.names(
                List.of(network("type", "veth"), network("type", "veth", "name", "eth0"))))
        .containsExactly("eth0", "eth0");
  }

  @Test
  void taken_apart_and_written_again_each_file_is_itself() {
    String[] keys = {"type = veth", "link = br0", "ipv4.address = 10.0.0.1/8", "name = e"};
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      IntStream.range(0, 12)
          .forEach(
              i ->
                  text.append(
                      random.nextInt(3) == 0
                          ? "# other\n"
                          : "lxc.net." + random.nextInt(3) + "." + keys[random.nextInt(4)] + "\n"));
      LxcConfig config = LxcConfig.read(text.toString());
      List<Integer> all = IntStream.range(0, config.networks().size()).boxed().toList();
      LxcConfig again = LxcConfig.read(config.with(config.networks(), all));
      assertThat(again.networks()).as(text.toString()).isEqualTo(config.networks());
    }
  }
}
