package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.container.SeenContainer;
import dev.bascule.container.SeenContainers;
import dev.bascule.model.ContainerId;
import dev.bascule.probe.ContainersReader;
import dev.bascule.probe.Frames;
import dev.bascule.probe.ShellText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shell functions for containers, with a vzctl that only notes how it is called. */
class ContainersShellTest extends ContainersShellCase {
  private static final String HOSTILE = "A=\"$(touch bad) `touch bad` \\1 & %s *\"";

  @ParameterizedTest
  @MethodSource("shells")
  void of_several_lines_of_a_key_the_last_one_counts_and_is_the_one_that_stays(List<String> shell) {
    assertThat(line(shell, "A=1\nB=1\n  A=2\nC=1\n", "A", "A=\"3\""))
        .isEqualTo("B=1\nA=\"3\"\nC=1\n");
    assertThat(line(shell, "A=1\nB=1\nA=2\n", "A", "")).isEqualTo("B=1\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_key_that_only_begins_like_it_a_comment_and_an_empty_line_stay(List<String> shell) {
    String others = "# A=1\nA_eth1=2\n\n\nBA=3\nA =4\n";
    assertThat(line(shell, others, "A", "A=\"5\"")).isEqualTo(others + "A=\"5\"\n");
    assertThat(line(shell, others, "A", "")).isEqualTo(others);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void an_exported_setting_is_one_too(List<String> shell) {
    assertThat(line(shell, "export A=1\nB=2\n", "A", "A=\"3\"")).isEqualTo("A=\"3\"\nB=2\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void values_are_no_patterns_and_no_programs(List<String> shell) {
    assertThat(line(shell, HOSTILE + "\nB=\\n\\t\\\\\n", "B", "B=\"\\\\1 & \\n $x %d\""))
        .isEqualTo(HOSTILE + "\nB=\"\\\\1 & \\n $x %d\"\n");
    assertThat(folder.resolve("bad")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void lines_of_a_file_from_dos_stay_as_they_are(List<String> shell) {
    assertThat(line(shell, "A=\"1\"\r\nB=\"2\"\r\n", "B", "B=\"3\""))
        .isEqualTo("A=\"1\"\r\nB=\"3\"\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_file_without_an_end_of_line_gets_one_and_keeps_its_mode(List<String> shell)
      throws Exception {
    Path conf = conf("ONBOOT=\"yes\"\n" + HOSTILE);
    Files.setPosixFilePermissions(conf, PosixFilePermissions.fromString("rw-r-----"));

    run(shell, "vz=101; vz_conf X 'X=\"1\"' ONBOOT '' Y 'Y=\"2\"'");

    assertThat(Files.readString(conf)).isEqualTo(HOSTILE + "\nX=\"1\"\nY=\"2\"\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(conf)))
        .isEqualTo("rw-r-----");
    assertThat(folder.resolve("vz/conf").toFile().list()).containsExactly("101.conf");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_file_is_left_alone_where_the_edit_dies_and_where_somebody_else_was_faster(
      List<String> shell) throws Exception {
    conf("ONBOOT=\"yes\"\n");
    String call = "vz=101; vz_conf X 'X=\"1\"' || say \"$out\"";

    assertThat(run(shell, "awk() { return 137; }; " + call))
        .endsWith("101.conf could not be edited\n");
    assertThat(Files.readString(folder.resolve("vz/conf/101.conf"))).isEqualTo("ONBOOT=\"yes\"\n");
    assertThat(run(shell, "labelled() { echo 'Y=2' >>\"$1\"; }; " + call))
        .endsWith("101.conf just now; plan again\n");
    assertThat(Files.readString(folder.resolve("vz/conf/101.conf")))
        .isEqualTo("ONBOOT=\"yes\"\nY=2\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_missing_file_is_an_error_that_names_it(List<String> shell) {
    assertThat(run(shell, "vz=101; vz_conf X 'X=\"1\"' || say \"failed: $out\""))
        .contains("failed: ")
        .contains("101.conf");
    assertThat(folder.resolve("vz/conf")).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_locked_container_is_waited_for(List<String> shell) throws Exception {
    program("vzctl", "echo x >>\"$D/calls\"; [ \"$(grep -c x \"$D/calls\")\" -gt 2 ] || exit 9");

    assertThat(run(shell, "vz=101; vz_set --ipadd 192.0.2.1; say rc=$?")).isEqualTo("rc=0\n");

    assertThat(calls()).isEqualTo("x\nslept 1\nx\nslept 1\nx\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void after_30_seconds_it_is_told_who_has_the_lock(List<String> shell) throws Exception {
    program("vzctl", "echo \"$*\" >>\"$D/calls\"; echo Container already locked; exit 9");
    Files.writeString(folder.resolve("vz/lock/101.lck"), "4711\nsetting\n");

    assertThat(run(shell, "vz=101; vz_set --ipadd 192.0.2.1; say \"rc=$?\" \"$out\""))
        .isEqualTo("rc=9\nContainer already locked\nlocked for 30 s by: 4711\nsetting\n");

    assertThat(calls().lines().filter(call -> call.equals("slept 1"))).hasSize(30);
    assertThat(calls().lines().filter(call -> call.equals("set 101 --ipadd 192.0.2.1 --save")))
        .hasSize(31);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void where_a_step_fails_those_before_are_taken_back_last_first(List<String> shell) {
    String text =
        """
        good() { say "did $1"; }
        bad() { out='no room'; return 7; }
        back_0() { quiet true; say 'back 0'; }
        back_1() { quiet true; say 'back 1'; }
        back_2() { say 'never'; }
        step 9 vz_step 100 9 good other
        step 0 vz_step 101 0 good one
        step 1 vz_step 101 1 good two
        step 2 vz_step 101 2 bad three
        say 'not reached'
        """;
    assertThat(run(shell, text))
        .isEqualTo(
            """
            did other
            B done 9
            did one
            B done 0
            did two
            B done 1
            back 1
            B undone 1
            back 0
            B undone 0
            B fail 2 7
            no room
            """);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_step_that_cannot_be_taken_back_is_told(List<String> shell) {
    String text =
        """
        bad() { out='no room'; return 7; }
        back_0() { out='still locked'; return 9; }
        step 0 vz_step 101 0 true
        step 1 vz_step 101 1 bad
        """;
    assertThat(run(shell, text))
        .isEqualTo(
            """
            B done 0
            B fail 1 7
            no room
            taking back what was done before: still locked
            """);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void after_a_change_is_saved_the_nodes_script_reads_the_new_bridge(List<String> shell)
      throws Exception {
    String script = "vz_network() { echo \"script $1\" >>" + folder + "/calls; }\n";
    String other = "ifname=eth1,bridge=br8,host_ifname=veth101.1";
    Path conf = conf("NETIF=\"ifname=eth0,bridge=br9,host_ifname=veth101.0;" + other + "\"\n");
    program("vzctl", "echo \"$*\" >>\"$D/calls\"; cat \"$D/vz/conf/101.conf\" >>\"$D/calls\"");
    run(shell, script + "vz=101; vz_change veth101.0 br0 --ifname eth0 --bridge br0");
    // vzctl asks the script before it saves.
    String saved = "NETIF=\"ifname=eth0,bridge=br0,host_ifname=veth101.0;" + other + "\"\n";
    assertThat(calls())
        .isEqualTo(
            "status 101\n"
                + saved
                + "set 101 --ifname eth0 --bridge br0 --save\n"
                + saved
                + "script veth101.0\n");
    assertThat(Files.readString(conf)).isEqualTo(saved);

    // What is no line of vzctl's stays as it is.
    conf("NETIF='ifname=eth0,bridge=$(touch bad),host_ifname=veth101.0'\n");
    run(shell, script + "vz=101; vz_change veth101.0 br0 --ifname eth0 --bridge br0");
    assertThat(Files.readString(conf)).contains("'ifname=eth0,bridge=$(touch bad),");
    assertThat(folder.resolve("bad")).doesNotExist();

    program("vzctl", "exit 3");
    Files.delete(folder.resolve("calls"));
    assertThat(run(shell, script + "vz=101; vz_change veth101.0 br0 --bridge br0; say rc=$?"))
        .isEqualTo("rc=3\n");
    assertThat(folder.resolve("calls")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_change_that_was_half_made_is_taken_back_and_the_script_is_asked_last(List<String> shell)
      throws Exception {
    String text =
        """
        vz_network() { echo "script $1" >>%s/calls; [ "$undoing" ]; }
        back_0() { vz_change veth101.0 br9 --bridge br9; }
        back_1() { vz_change veth101.0 br9 --bridge br9; }
        step 1 vz_step 101 1 vz_change veth101.0 br0 --bridge br0
        """
            .formatted(folder);
    Path conf = conf("NETIF=\"ifname=eth0,bridge=br9,host_ifname=veth101.0\"\n");
    program("vzctl", "case $* in status*) ;; *) echo \"$*\" >>\"$D/calls\" ;; esac");

    assertThat(run(shell, text)).startsWith("B undone 1\nB fail 1 1\n");
    assertThat(calls())
        .isEqualTo(
            "set 101 --bridge br0 --save\nscript veth101.0\nset 101 --bridge br9 --save\nscript veth101.0\n");
    assertThat(Files.readString(conf)).contains("bridge=br9,");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void an_interface_that_comes_back_stays_where_the_script_cannot_have_its_bridge_yet(
      List<String> shell) throws Exception {
    String text =
        """
        vz_network() { echo "script $1" >>%s/calls; return 1; }
        back_0() { vz_add veth101.0 '' eth0,00:18:51:00:00:01,veth101.0; }
        bad() { out='no room'; return 7; }
        step 0 vz_step 101 0 true
        step 1 vz_step 101 1 bad
        """
            .formatted(folder);
    assertThat(run(shell, text)).startsWith("B done 0\nB undone 0\nB fail 1 7\n");
    assertThat(calls()).isEqualTo("set 101 --netif_add eth0,00:18:51:00:00:01,veth101.0 --save\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void of_venet_the_old_addresses_stay_until_the_new_ones_are_there(List<String> shell)
      throws Exception {
    run(shell, "vz=101; vz_venet 192.0.2.7 192.0.2.8 -- 192.0.2.9");
    assertThat(calls())
        .isEqualTo(
            "set 101 --ipadd 192.0.2.7 --ipadd 192.0.2.8 --save\nset 101 --ipdel 192.0.2.9 --save\n");

    Files.delete(folder.resolve("calls"));
    program(
        "vzctl", "echo \"$*\" >>\"$D/calls\"; case $* in *ipadd*) echo in use; exit 78 ;; esac");
    assertThat(
            run(shell, "vz=101; vz_venet 192.0.2.7 192.0.2.8 -- 192.0.2.9; say \"rc=$?\" \"$out\""))
        .isEqualTo("rc=1\nin use\n");
    // The first of two may have been given; nothing of it is saved.
    assertThat(calls())
        .isEqualTo(
            "set 101 --ipadd 192.0.2.7 --ipadd 192.0.2.8 --save\nset 101 --ipdel 192.0.2.7 --ipdel 192.0.2.8\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_filter_of_macs_is_given_with_a_new_interface(List<String> shell) throws Exception {
    run(shell, "vz=101; vz_add none.0 off eth0,00:18:51:00:00:01,veth101.0");
    assertThat(calls())
        .isEqualTo(
            "set 101 --netif_add eth0,00:18:51:00:00:01,veth101.0 --ifname eth0 --mac_filter off"
                + " --save\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void what_is_asked_of_a_container_is_read(List<String> shell) throws Exception {
    program(
        "vzctl",
        """
        case $1 in
          --version) echo vzctl version 4.11.1 ;;
          status) echo "CTID $2 exist mounted running" ;;
          exec2) case $2 in
            101) printf '2: eth0: <UP> link/ether 00:18:51:00:00:01\\n=\\ndefault via 192.0.2.1 dev eth0\\n' ;;
            *) echo 'ip: not found'; exit 127 ;;
          esac ;;
        esac""");
    conf("NETIF=\"ifname=eth0\"\r\nONBOOT=\"no\"\r\nONBOOT=\"yes\"");
    String asked =
        ShellText.parts(List.of("common", "within", "probe-containers"))
            + "b=B\nC='101\n102'\ncontainers\n";

    SeenContainers seen = ContainersReader.read(Frames.read("B", script(shell, asked)));

    assertThat(seen.vzctl()).isEqualTo("4.11.1");
    SeenContainer first = seen.get(new ContainerId("101"));
    assertThat(first.running()).isTrue();
    assertThat(first.conf()).containsEntry("NETIF", "ifname=eth0").containsEntry("ONBOOT", "yes");
    assertThat(first.inside()).isNotNull();
    assertThat(first.trouble()).isNull();
    SeenContainer second = seen.get(new ContainerId("102"));
    assertThat(second.conf()).isEmpty();
    assertThat(second.trouble()).isEqualTo("ip: not found");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_node_without_vzctl_is_not_asked(List<String> shell) throws Exception {
    Files.delete(folder.resolve("bin/vzctl"));
    String asked =
        ShellText.parts(List.of("common", "within", "probe-containers"))
            + "b=B\nC=101\ncontainers\n";
    assertThat(script(shell, asked)).isEmpty();
  }

  private String line(List<String> shell, String file, String key, String line) {
    try {
      Files.writeString(folder.resolve("in"), file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    String call = "vz_line %s %s <%s/in\n".formatted(key, ShellText.quote(line), folder);
    return run(shell, call);
  }
}
