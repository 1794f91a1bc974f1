package dev.bascule.probe.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import dev.bascule.container.SeenContainer.Status;
import dev.bascule.container.SeenContainers;
import dev.bascule.model.Cidr;
import dev.bascule.model.ContainerId;
import dev.bascule.network.space.NetworkSpace;
import dev.bascule.network.space.Place;
import dev.bascule.network.space.SpaceLink;
import dev.bascule.network.space.SpaceOwner;
import dev.bascule.network.space.SpaceOwner.Sort;
import dev.bascule.network.space.Spaces;
import dev.bascule.probe.Frames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nodes of the lab printed, and what containers' processes are like elsewhere. */
class SpacesReaderTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/bascule/probe/net/spaces");
  private static final SpaceOwner CT101 = new SpaceOwner(Sort.OPENVZ, "101");
  private static final SpaceOwner CT102 = new SpaceOwner(Sort.OPENVZ, "102");
  private static final SpaceOwner BLUE = new SpaceOwner(Sort.NETNS, "blue");

  @Test
  void each_veth_of_a_node_of_openvz_is_known_by_its_container() throws IOException {
    Spaces spaces = SpacesReader.read(recorded("openvz"));
    assertThat(spaces.behind("veth101.0")).contains(new Place(CT101, "eth0"));
    assertThat(spaces.behind("veth101.1")).contains(new Place(CT101, "eth1"));
    assertThat(spaces.behind("vb")).contains(new Place(BLUE, "eth0"));
    assertThat(spaces.behind("l")).contains(new Place(new SpaceOwner(Sort.NETNS, "red"), "r"));
    assertThat(spaces.behind("o1")).contains(new Place(null, "o2"));
    assertThat(spaces.stands()).containsEntry(new Place(BLUE, "mv0"), "eth0");
  }

  @Test
  void a_link_whose_number_fits_by_chance_is_not_taken_for_the_containers() throws IOException {
    // venet0 of the node is 3 and leads to 2; that of CT 101 is 2 and leads to 3: both elsewhere.
    Spaces spaces = SpacesReader.read(recorded("openvz"));
    assertThat(spaces.behind("venet0")).isEmpty();
    assertThat(spaces.behind(CT101, "venet0")).isEmpty();
  }

  @Test
  void a_container_with_venet_only_is_known_by_its_address() throws IOException {
    Spaces spaces = SpacesReader.read(recorded("openvz"));
    assertThat(spaces.all())
        .extracting(NetworkSpace::owner)
        .containsExactly(CT101, CT102, BLUE, new SpaceOwner(Sort.NETNS, "red"));
  }

  @Test
  void a_container_that_does_not_run_is_known_by_its_file() throws IOException {
    Frames frames = recorded("openvz");
    SeenContainers containers = SpacesReader.containers(frames, SpacesReader.read(frames));
    assertThat(containers.get(new ContainerId("103")).status()).isEqualTo(Status.STOPPED);
    assertThat(containers.get(new ContainerId("103")).netif("eth0")).isPresent();
    assertThat(containers.get(new ContainerId("101")).status()).isEqualTo(Status.RUNNING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"old", "busybox"})
  void the_tools_of_old_and_small_nodes_suffice(String flavour) throws IOException {
    Spaces spaces = SpacesReader.read(recorded(flavour));
    assertThat(spaces.behind("veth101.0")).contains(new Place(CT101, "eth0"));
    NetworkSpace space = spaces.all().get(0);
    assertThat(space.links()).extracting(SpaceLink::name).containsExactly("eth0");
    assertThat(space.links().get(0).addresses()).containsExactly(Cidr.of("10.1.1.5/24"));
    assertThat(space.gateways().get("eth0")).hasToString("[10.1.1.1]");
  }

  @Test
  void without_ip_and_nsenter_a_containers_own_sys_tells() {
    Spaces spaces =
        read(
            """
            =x s link
            =x s sys
            veth5/ifindex:5
            veth5/iflink:3
            =x s1 of
            77\s
            =x s1 link
            =x s1 sys
            eth0/ifindex:3
            eth0/iflink:5
            eth0/address:02:00:00:00:00:01
            eth0/flags:0x1003
            lo/ifindex:1
            lo/iflink:1
            =x s1 tables
            /proc/net/route:Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
            /proc/net/route:eth0\t00000000\t0101010A\t0003\t0\t0\t0\t00000000\t0\t0\t0
            /proc/net/if_inet6:fd000000000000000000000000000005 03 40 00 80     eth0
            =x s count
            1
            =x s who
            /proc/77/cgroup:1:name=systemd:/lxc/web
            """);
    SpaceOwner web = new SpaceOwner(Sort.LXC, "web");
    assertThat(spaces.behind("veth5")).contains(new Place(web, "eth0"));
    assertThat(spaces.all().get(0).links().get(0).addresses())
        .containsExactly(Cidr.of("fd00::5/64"));
    assertThat(spaces.all().get(0).gateways().get("eth0")).hasToString("[10.1.1.1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "rubbish", "0x", "0xffffffffffff", "99999999999999999999", "-1", "0x1002"})
  void flags_that_are_none_do_not_say_that_a_link_is_up(String flags) {
    Spaces spaces =
        read(
            "=x s1 of\n77 \n=x s1 sys\neth0/ifindex:3\neth0/flags:%s\n=x s who\n".formatted(flags));
    assertThat(spaces.all().get(0).links())
        .extracting(SpaceLink::name, SpaceLink::up)
        .containsExactly(tuple("eth0", false));
  }

  @Test
  void a_link_whose_name_looks_like_columns_is_read_as_one() {
    Spaces spaces =
        read(
            """
            =x s1 of
            77\s
            =x s1 sys
            x\\00000000/ifindex:3
            x\\00000000/flags:0x1003
            =x s1 tables
            /proc/net/route:x\\00000000\t00000000\t0101010A\t0003\t0\t0\t0\t00000000\t0\t0\t0
            /proc/net/route:y\t00000000\trubbish\t0003\t0\t0\t0\t00000000\t0\t0\t0
            /proc/net/route:y\t00000000\t0101010A\tFE0101AC\t0\t0\t0\t00000000\t0\t0\t0
            /proc/net/if_inet6:fd000000000000000000000000000005 03 40 00 80 x\\00000000
            =x s who
            """);
    assertThat(spaces.all().get(0).gateways()).hasToString("{x\\00000000=[10.1.1.1]}");
    assertThat(spaces.all().get(0).links().get(0).addresses())
        .containsExactly(Cidr.of("fd00::5/64"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"openvz", "old", "busybox"})
  void rubbish_in_any_place_is_passed_over(String flavour) throws IOException {
    String text = Files.readString(FOLDER.resolve(flavour + ".txt"));
    for (int seed = 0; seed < 300; seed++) {
      Frames frames = Frames.read("=x", spoiled(text, new Random(seed)));
      assertThatCode(() -> SpacesReader.containers(frames, SpacesReader.read(frames)))
          .as("seed " + seed)
          .doesNotThrowAnyException();
    }
  }

  /** Some words are something else. */
  private static String spoiled(String text, Random random) {
    List<String> rubbish =
        List.of(
            "",
            "x",
            "-1",
            "99999999999999999999",
            "0x",
            "@",
            ":",
            "\\",
            "\u202e",
            "fe80::1%9",
            "a/b/c");
    return Pattern.compile("[^\\s:/@]+")
        .matcher(text)
        .replaceAll(
            word ->
                random.nextInt(12) > 0 || word.group().startsWith("=")
                    ? Matcher.quoteReplacement(word.group())
                    : Matcher.quoteReplacement(rubbish.get(random.nextInt(rubbish.size()))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/proc/77/cgroup:4:memory:/lxc/web | lxc web",
        "/proc/77/cgroup:0::/lxc.payload.web/init.scope | lxc web",
        "/proc/77/cgroup:0::/lxc/101/ns/init.scope | lxc 101",
        "/proc/77/cgroup:0::/user.slice/lxc.payload.my-web | lxc my-web",
        "/proc/77/cgroup:0::/docker/0123456789abcdef0123 | docker 0123456789ab",
        "/proc/77/cgroup:0::/system.slice/docker-0123456789abcdef.scope | docker 0123456789ab",
        "/proc/77/cgroup:0::/machine.slice/libpod-0123456789abcdef.scope | docker 0123456789ab",
        "/proc/77/status:envID:\t102 | openvz 102",
        "/proc/77/status:envID:\t0 | process 77",
        "/proc/77/comm:dnsmasq | process 77 (dnsmasq)",
      })
  void a_process_tells_whose_a_namespace_is(String line, String owner) {
    Spaces spaces = read("=x s1 of\n77 \n=x s1 link\n" + ETH0 + "=x s who\n" + line + "\n");
    assertThat(spaces.all()).extracting(space -> space.owner().id()).containsExactly(owner);
  }

  @Test
  void vzctls_file_of_the_first_process_tells_it_too() {
    Spaces spaces =
        read(
            "=x s vepid\n/var/lib/vzctl/vepid/103:77\n=x s1 of\n77 \n=x s1 link\n"
                + ETH0
                + "=x s who\n");
    assertThat(spaces.all().get(0).owner()).isEqualTo(new SpaceOwner(Sort.OPENVZ, "103"));
  }

  @Test
  void an_end_that_two_files_name_tells_nothing() {
    String conf = "/etc/vz/conf/%s.conf:NETIF=\"ifname=eth0,host_ifname=veth103.0\"\n";
    String rest =
        "=x s link\n5: veth103.0@if2: <UP> mtu 1500\\    link/ether 02:00:00:00:00:02 brd"
            + " ff:ff:ff:ff:ff:ff link-netnsid 1\\    veth\n=x s1 of\n77 \n=x s1 link\n"
            + ETH0
            + "=x s who\n/proc/77/comm:init\n";
    String one = "=x s conf\n" + conf.formatted("103");
    assertThat(read(one + rest).all().get(0).owner()).isEqualTo(new SpaceOwner(Sort.OPENVZ, "103"));
    assertThat(read(one + conf.formatted("104") + rest).all().get(0).owner())
        .isEqualTo(new SpaceOwner(Sort.PROCESS, "77 (init)"));
  }

  @Test
  void what_a_service_made_for_itself_alone_is_left_out() {
    Spaces spaces = read("=x s1 of\n77 \n=x s1 link\n" + LO + "=x s who\n/proc/77/comm:private\n");
    assertThat(spaces.all()).isEmpty();
  }

  @Test
  void names_cannot_steer_a_terminal() {
    Spaces spaces = read("=x s1 of\n0 e\u001b[31m\n=x s1 link\n" + ETH0 + "=x s who\n");
    assertThat(spaces.all().get(0).owner().name()).isEqualTo("e?[31m");
  }

  @Test
  void what_was_beyond_the_bound_is_counted() {
    Spaces spaces = read("=x s1 of\n0 a\n=x s1 link\n" + ETH0 + "=x s count\n260\n=x s who\n");
    assertThat(spaces.more()).isEqualTo(259);
  }

  private static final String ETH0 =
      "2: eth0@if5: <BROADCAST,UP> mtu 1500 qdisc noqueue\\    link/ether 02:00:00:00:00:01 brd"
          + " ff:ff:ff:ff:ff:ff link-netnsid 0\\    veth\n";
  private static final String LO = "1: lo: <LOOPBACK> mtu 65536\\    link/loopback 00:00\n";

  @Test
  void what_links_are_called_besides_makes_no_other_links() throws IOException {
    Spaces spaces = SpacesReader.read(recorded("aliases"));
    assertThat(spaces.own())
        .extracting(SpaceLink::name)
        .containsExactly("br0", "eth0", "far", "free", "free\\r", "lan\\x", "vb");
    assertThat(spaces.behind("vb")).contains(new Place(BLUE, "eth0"));
    assertThat(spaces.behind("free")).contains(new Place(null, "free\\r"));
    assertThat(spaces.all().get(0).links())
        .filteredOn(link -> link.name().equals("i\\n"))
        .flatExtracting(SpaceLink::addresses)
        .containsExactly(Cidr.of("10.70.0.1/24"));
  }

  private static Frames recorded(String name) throws IOException {
    return Frames.read("=x", Files.readString(FOLDER.resolve(name + ".txt")));
  }

  private static Spaces read(String text) {
    return SpacesReader.read(Frames.read("=x", text));
  }
}
