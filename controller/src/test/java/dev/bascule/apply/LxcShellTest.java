package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.container.lxc.ChangeLxcConfig;
import dev.bascule.container.lxc.LxcPlace;
import dev.bascule.container.lxc.RestartLxc;
import dev.bascule.container.lxc.SeenLxc;
import dev.bascule.container.lxc.SeenLxcs;
import dev.bascule.model.AbsolutePath;
import dev.bascule.probe.Frames;
import dev.bascule.probe.LxcReader;
import dev.bascule.probe.ShellText;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shell functions for LXC's containers, with programs of LXC that only note how they are
 * called.
 */
class LxcShellTest {
  private static final String HOSTILE =
      "# $(touch bad) `touch bad` \\1 & %s *\n\nlxc.environment = A='\"b\"'\n";

  @TempDir private Path folder;
  private LxcPlace web = new LxcPlace("web", LxcPlace.USUAL);

  static Stream<List<String>> shells() {
    return Shells.all();
  }

  @BeforeEach
  void a_node() throws Exception {
    web = new LxcPlace("web", new AbsolutePath(folder + "/lxc"));
    Files.createDirectories(folder.resolve("lxc/web"));
    program("lxc-info", "cat $D/state");
    program("lxc-stop", "echo STOPPED >$D/state");
    program("lxc-start", "echo RUNNING >$D/state");
    program("lxc-attach", "exit 0");
    state("RUNNING");
    config("old\n");
  }

  private void program(String name, String text) throws Exception {
    Path program = Files.createDirectories(folder.resolve("bin")).resolve(name);
    String note = "echo \"" + name + " $*\" >>\"$D/calls\"\n";
    Files.writeString(
        program,
        "#!/bin/sh\nD=" + folder + "\n" + (name.equals("lxc-info") ? "" : note) + text + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void state(String word) throws Exception {
    Files.writeString(folder.resolve("state"), word + "\n");
  }

  private void config(String text) throws Exception {
    Files.writeString(Path.of(web.config().text()), text);
  }

  private String config() throws Exception {
    return Files.readString(Path.of(web.config().text()));
  }

  private String calls() throws Exception {
    Path calls = folder.resolve("calls");
    return Files.exists(calls) ? Files.readString(calls).replace(folder.toString(), "") : "";
  }

  private String run(List<String> shell, String text) throws Exception {
    String values = "b=B mark=m staged='' lx='' lock=" + folder + "/lock\n";
    String all =
        ShellText.parts(List.of("common", "files", "apply", "within", "lxc"))
                .replace("/run/systemd/system", folder + "/systemd")
                .replace("/var/lib/lxc", folder + "/lxc")
            + values
            + text;
    LocalShell local = new LocalShell(shell).withPath(folder + "/bin:" + System.getenv("PATH"));
    ScriptResult result = local.run(new Script("test", all + "\n"), Duration.ofSeconds(60));
    assertThat(result.stderr()).isEmpty();
    return result.stdout();
  }

  private String step(int number, String call) {
    return "lx_step '" + folder + "/lxc' web " + number + " " + call;
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_file_changes_byte_for_byte_whatever_it_holds(List<String> shell) throws Exception {
    config(HOSTILE + "lxc.net.0.type = veth");
    Files.setPosixFilePermissions(
        Path.of(web.config().text()), PosixFilePermissions.fromString("rw-r-----"));
    String to = HOSTILE + "lxc.net.0.type = empty\n";
    ChangeLxcConfig change = new ChangeLxcConfig(web, config(), to);

    assertThat(run(shell, step(1, LxcCall.of(change)) + " && echo yes")).isEqualTo("yes\n");

    assertThat(config()).isEqualTo(to);
    assertThat(Files.getPosixFilePermissions(Path.of(web.config().text())))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    assertThat(folder.resolve("bad")).doesNotExist();
    try (Stream<Path> all = Files.list(folder.resolve("lxc/web"))) {
      assertThat(all).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void what_somebody_else_wrote_meanwhile_stays(List<String> shell) throws Exception {
    config("old\n\n");
    ChangeLxcConfig change = new ChangeLxcConfig(web, "old\n", "new\n");
    assertThat(run(shell, step(1, LxcCall.of(change)) + " || say \"$out\""))
        .isEqualTo("somebody else has changed " + web.config() + " just now; plan again\n");
    assertThat(config()).isEqualTo("old\n\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_link_in_the_place_of_the_file_is_left_alone(List<String> shell) throws Exception {
    Path config = Path.of(web.config().text());
    Path other = Files.writeString(folder.resolve("other"), "old\n");
    Files.delete(config);
    Files.createSymbolicLink(config, other);
    ChangeLxcConfig change = new ChangeLxcConfig(web, "old\n", "new\n");
    assertThat(run(shell, step(1, LxcCall.of(change)) + " || say \"$out\""))
        .isEqualTo(config + " is a link\n");
    assertThat(other).hasContent("old\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_restart_stops_and_starts(List<String> shell) throws Exception {
    run(
        shell,
        step(1, LxcCall.of(new RestartLxc(web, List.of("eth0 comes"), List.of(), List.of()))));
    assertThat(calls())
        .isEqualTo(
            "lxc-stop -P /lxc -n web -t 60\n"
                + "lxc-start -P /lxc -n web -d -l ERROR -o /lock.lxc\n");
  }

  private String restartWithNewFile() {
    ChangeLxcConfig change = new ChangeLxcConfig(web, "old\n", "new\n");
    return "back_1() {\n"
        + LxcCall.of(change.inverse())
        + "\n}\n"
        + step(1, LxcCall.of(change))
        + " && "
        + step(2, "lx_restart")
        + " || say \"$out\"";
  }

  @ParameterizedTest
  @MethodSource("shells")
  void where_it_does_not_start_its_old_file_is_back_and_it_runs_with_that(List<String> shell)
      throws Exception {
    program(
        "lxc-start",
        "if grep -q new $D/lxc/web/config; then echo 'lxc-start web 2026 ERROR    network - boom' >$D/lock.lxc; exit 1; fi\n"
            + "echo RUNNING >$D/state");
    assertThat(run(shell, restartWithNewFile())).isEqualTo("B undone 1\nnetwork - boom\n");
    assertThat(config()).isEqualTo("old\n");
    assertThat(Files.readString(folder.resolve("state"))).isEqualTo("RUNNING\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void where_the_last_ones_links_are_not_gone_yet_it_is_started_again(List<String> shell)
      throws Exception {
    program(
        "lxc-start",
        "echo x >>$D/tries; if [ $(wc -l <$D/tries) -lt 3 ]; then echo 'lxc-start web 2026 ERROR"
            + "    network - Address already in use' >$D/lock.lxc; exit 1; fi; echo RUNNING >$D/state");
    String patient = "sleep() { [ \"$1\" = 2 ] || command sleep \"$@\"; }\n";
    assertThat(run(shell, patient + step(1, "lx_restart") + " && lxc-info")).isEqualTo("RUNNING\n");
    assertThat(calls().split("lxc-start -P", -1)).hasSize(4);

    program(
        "lxc-start",
        "echo 'lxc-start web 2026 ERROR    network - Address already in use' >$D/lock.lxc; exit 1");
    state("RUNNING");
    assertThat(run(shell, patient + step(1, "lx_restart") + " || say \"$out\""))
        .as("not for ever")
        .startsWith("network - Address already in use\n");
  }

  // The unit is of Type=simple: it counts as active before there is a container.
  private void unit() throws Exception {
    Files.createDirectories(folder.resolve("systemd"));
    Files.writeString(folder.resolve("unit"), "");
    program(
        "systemctl",
        """
        case $1 in
          is-active) [ -e $D/unit ]; exit ;;
          stop) rm $D/unit; echo STOPPED >$D/state ;;
          start) if grep -q new $D/lxc/web/config; then exit 0; fi; >$D/unit; echo STARTING >$D/state ;;
        esac
        """);
    program("journalctl", "echo 'lxc-start: boom'");
    program("lxc-info", "cat $D/state; [ ! -e $D/unit ] || echo RUNNING >$D/state");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void what_a_unit_started_is_restarted_by_it_and_waited_for(List<String> shell) throws Exception {
    unit();
    assertThat(run(shell, step(1, "lx_restart") + " && lxc-info")).isEqualTo("RUNNING\n");
    assertThat(calls().replaceAll("systemctl is-active.*\n", ""))
        .isEqualTo("systemctl stop lxc@web.service\nsystemctl start lxc@web.service\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void where_its_unit_does_not_bring_it_up_its_old_file_is_back_and_the_unit_runs_with_that(
      List<String> shell) throws Exception {
    unit();
    assertThat(run(shell, restartWithNewFile())).isEqualTo("B undone 1\nlxc-start: boom\n");
    assertThat(config()).isEqualTo("old\n");
    assertThat(Files.readString(folder.resolve("state"))).isEqualTo("RUNNING\n");
    assertThat(calls()).doesNotContain("lxc-start -P");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void one_that_cannot_be_stopped_is_not_started_again(List<String> shell) throws Exception {
    program("lxc-stop", "echo no; exit 1");
    assertThat(run(shell, step(1, "lx_restart") + " || say \"$out\"")).isEqualTo("no\n");
    assertThat(calls()).doesNotContain("lxc-start");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void commands_inside_run_with_the_nodes_programs_and_are_taken_back_where_one_fails(
      List<String> shell) throws Exception {
    program("lxc-attach", "case $* in *fails*) exit 3 ;; esac");
    String text =
        "back_1() { say back; }\n" + step(1, "lx_inside 'ip fails'") + " || say \"ended $?\"";
    assertThat(run(shell, text)).isEqualTo("back\nB undone 1\nended 3\n");
    assertThat(calls())
        .isEqualTo(
            "lxc-attach -P /lxc -n web -s NETWORK -- /bin/sh -c [ \"$(readlink /proc/self/ns/net)\" != '"
                + Files.readSymbolicLink(Path.of("/proc/self/ns/net"))
                + "' ] || exit 77; ip fails\n");
  }

  private SeenLxcs probed(List<String> shell, String places) throws Exception {
    String values = "b='=b'\nLX='" + places + "'\n";
    String all =
        ShellText.parts(List.of("common", "probe-lxc", "within"))
                .replace("/sys/class/net/", folder + "/net/")
                .replace("/etc/pve/lxc/", folder + "/pve/")
            + values
            + "lxcs\necho \"$b end\"\n";
    LocalShell local = new LocalShell(shell).withPath(folder + "/bin:" + System.getenv("PATH"));
    ScriptResult result = local.run(new Script("test", all), Duration.ofSeconds(60));
    assertThat(result.stderr()).isEmpty();
    return LxcReader.read(Frames.read("=b", result.stdout()));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_probe_reads_files_states_and_what_is_inside(List<String> shell) throws Exception {
    for (String[] link : new String[][] {{"7", "2", "vethA"}, {"4", "4", "br1"}, {"9", "3", "x"}}) {
      Path net = Files.createDirectories(folder.resolve("net").resolve(link[2]));
      Files.writeString(net.resolve("ifindex"), link[0] + "\n");
      Files.writeString(net.resolve("iflink"), link[1] + "\n");
    }
    Files.createDirectories(folder.resolve("lxc/off"));
    Files.writeString(folder.resolve("lxc/off/config"), "");
    config(HOSTILE + "lxc.net.0.type = veth");
    program(
        "lxc-info",
        "case \"$*\" in --version) echo 5.0.2 ;; *'-n off '*) echo STOPPED ;; *) echo RUNNING ;; esac");
    program(
        "lxc-attach",
        """
        cat <<'END'
        1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue\\    link/loopback 00:00:00:00:00:00
        2: eth0@if7: <BROADCAST,UP,LOWER_UP> mtu 1400 qdisc noqueue\\    link/ether 00:16:3e:00:00:01 brd ff:ff:ff:ff:ff:ff link-netnsid 0 promiscuity 0 \\    veth addrgenmode eui64
        3: eth1@if4: <BROADCAST,UP> mtu 1500\\    link/ether 00:16:3e:00:00:02 brd ff:ff:ff:ff:ff:ff link-netnsid 0 promiscuity 0 \\    macvlan mode bridge addrgenmode eui64
        5: eth2@if9: <BROADCAST,UP> mtu 1500\\    link/ether 00:16:3e:00:00:03 brd ff:ff:ff:ff:ff:ff link-netnsid 1 promiscuity 0 \\    veth addrgenmode eui64
        6: eth3@if4: <BROADCAST,UP> mtu 1500\\    link/ether 00:16:3e:00:00:04 brd ff:ff:ff:ff:ff:ff link-netnsid 0 promiscuity 0 \\    vlan protocol 802.1Q id 20 <REORDER_HDR>
        8: eth8: <BROADCAST,UP> mtu 1500\\    link/ether 00:16:3e:00:00:08 brd ff:ff:ff:ff:ff:ff promiscuity 0  parentbus pci \\    bridge_slave state forwarding \\    altname enp0s8
        9: br9: <BROADCAST,UP> mtu 1500\\    link/ether 00:16:3e:00:00:09 brd ff:ff:ff:ff:ff:ff promiscuity 0 \\    bridge forward_delay 1500
        2: eth0    inet 10.0.3.50/24 brd 10.0.3.255 scope global eth0
        =
        default via 10.0.3.1 dev eth0
        END
        """);
    SeenLxcs all =
        probed(shell, "web " + folder + "/lxc\noff " + folder + "/lxc\nnone " + folder + "/lxc");

    assertThat(all.version()).isEqualTo("5.0.2");
    assertThat(all.byPlace()).hasSize(2);
    SeenLxc seen = all.get(web);
    assertThat(seen.config()).isEqualTo(HOSTILE + "lxc.net.0.type = veth");
    assertThat(seen.isRunning()).isTrue();
    SeenLxc.Live live = Objects.requireNonNull(seen.live());
    assertThat(live.types())
        .isEqualTo(
            Map.of(
                "eth0", "veth", "eth1", "macvlan", "eth2", "veth", "eth3", "vlan", "br9",
                "bridge"));
    assertThat(live.nodes()).containsExactlyInAnyOrder("vethA", "br1", "x");
    // The number 9 is another namespace's, whose other end does not name it.
    assertThat(live.outer()).isEqualTo(Map.of("eth0", "vethA", "eth1", "br1", "eth3", "br1"));
    assertThat(live.end("eth0")).isEqualTo("vethA");
    assertThat(live.end("eth1")).isNull();
    assertThat(live.modes()).isEqualTo(Map.of("eth1", "bridge", "eth3", "20"));
    assertThat(live.mtus()).containsEntry("eth0", 1400);
    assertThat(live.inside().device("eth0").orElseThrow().addresses())
        .extracting(Object::toString)
        .containsExactly("10.0.3.50/24");
    SeenLxc off = all.get(new LxcPlace("off", web.folder()));
    assertThat(off.config()).isEmpty();
    assertThat(off.isRunning()).isFalse();
    assertThat(off.live()).isNull();
  }

  private void link(String index, String iflink, String name) throws Exception {
    Path net = Files.createDirectories(folder.resolve("net").resolve(name));
    Files.writeString(net.resolve("ifindex"), index + "\n");
    Files.writeString(net.resolve("iflink"), iflink + "\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void where_ip_is_busyboxs_a_pair_is_known_by_its_two_numbers(List<String> shell)
      throws Exception {
    link("7", "2", "vethA");
    link("4", "4", "br1");
    link("5", "5", "vethB");
    config("lxc.net.0.type = veth\n");
    program("lxc-info", "case $* in --version) echo 4.0.6 ;; *) echo RUNNING ;; esac");
    program("readlink", "echo \"net:$$\"");
    program("lxc-attach", "while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"");
    program(
        "ip",
        """
        case $* in
          *-d*) echo 'ip: invalid option -- d' >&2; exit 1 ;;
          '-o link'*) cat <<'END'
        1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue qlen 1000\\    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
        2: eth0@if7: <BROADCAST,UP,LOWER_UP> mtu 1400 qdisc noqueue qlen 1000\\    link/ether 00:16:3e:00:00:01 brd ff:ff:ff:ff:ff:ff
        3: eth1@if4: <BROADCAST,UP> mtu 1500 qdisc noop\\    link/ether 00:16:3e:00:00:02 brd ff:ff:ff:ff:ff:ff
        5: eth2@if5: <BROADCAST,UP> mtu 1500 qdisc noop\\    link/ether 00:16:3e:00:00:03 brd ff:ff:ff:ff:ff:ff
        6: eth3@if7: <BROADCAST,UP> mtu 1500 qdisc noop\\    link/ether 00:16:3e:00:00:04 brd ff:ff:ff:ff:ff:ff
        END
          ;;
        esac
        """);
    SeenLxc.Live live =
        Objects.requireNonNull(probed(shell, "web " + folder + "/lxc").get(web).live());
    assertThat(live.types())
        .isEqualTo(Map.of("lo", "?", "eth0", "veth", "eth1", "?", "eth2", "?", "eth3", "?"));
    assertThat(live.outer()).isEqualTo(Map.of("eth0", "vethA", "eth1", "br1", "eth2", "vethB"));
    assertThat(live.end("eth0")).isEqualTo("vethA");
    assertThat(live.inside().device("eth0")).isPresent();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_probe_says_what_keeps_it_from_looking_inside_and_which_file_is_shared(List<String> shell)
      throws Exception {
    Path shared = Files.writeString(folder.resolve("shared"), "a = b\nlxc.net.0.type = veth\n");
    config("lxc.include = " + shared + "\n");
    program("lxc-info", "case $* in --version) echo 4.0.6 ;; *) echo RUNNING ;; esac");
    program("lxc-attach", "echo 'no ip here' >&2; exit 1");
    SeenLxc seen = probed(shell, "web " + folder + "/lxc").get(web);
    assertThat(seen.trouble()).isEqualTo("no ip here");
    assertThat(seen.live()).isNull();
    assertThat(seen.included()).isEqualTo(shared + ":2:lxc.net.0.type = veth");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_network_is_found_in_files_that_are_included_by_included_ones(List<String> shell)
      throws Exception {
    Path conf = Files.createDirectories(folder.resolve("conf.d"));
    Files.writeString(conf.resolve("a.conf"), "lxc.tty.max = 4\n");
    Path deep = Files.writeString(conf.resolve("b.conf"), "lxc.net.0.type = empty\n");
    Files.writeString(conf.resolve("c.txt"), "lxc.net.1.type = none\n");
    Path common = folder.resolve("common.conf");
    // A circle, which LXC itself gives up on.
    Files.writeString(
        common, "lxc.include = " + conf + "\nlxc.include = " + common + "\nlxc.include = /none\n");
    config("lxc.net.0.type = veth\nlxc.include = '" + common + "'\n");
    state("STOPPED");
    assertThat(probed(shell, "web " + folder + "/lxc").get(web).included())
        .isEqualTo(conf + "/./" + deep.getFileName() + ":1:lxc.net.0.type = empty");
    Files.writeString(deep, "");
    assertThat(probed(shell, "web " + folder + "/lxc").get(web).included()).isNull();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_container_of_proxmox_is_known_by_its_other_file(List<String> shell) throws Exception {
    config("lxc.net.0.type = veth\n");
    state("STOPPED");
    assertThat(probed(shell, "web " + folder + "/lxc").get(web).ofProxmox()).isFalse();
    Files.createDirectories(folder.resolve("pve"));
    Files.writeString(folder.resolve("pve/web.conf"), "");
    assertThat(probed(shell, "web " + folder + "/lxc").get(web).ofProxmox()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void of_one_that_shares_the_nodes_network_nothing_inside_is_its_own(List<String> shell)
      throws Exception {
    // Its file says nothing of that.
    config("lxc.net.0.type = veth\n");
    program("lxc-info", "case $* in --version) echo 4.0.6 ;; *) echo RUNNING ;; esac");
    program("lxc-attach", "while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"");
    SeenLxc seen = probed(shell, "web " + folder + "/lxc").get(web);
    assertThat(seen.shares()).isTrue();
    assertThat(seen.live()).isNull();
    assertThat(seen.trouble()).isNull();
    assertThat(seen.isRunning()).isTrue();
    assertThat(
            run(
                shell,
                "back_1() { :; }\n"
                    + step(1, "lx_inside 'touch " + folder + "/bad'")
                    + " || say \"$out\""))
        .endsWith("container web shares the node's network\n");
    assertThat(folder.resolve("bad")).doesNotExist();
  }
}
