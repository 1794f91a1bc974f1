package dev.bascule.probe.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Change;
import dev.bascule.model.Clue;
import dev.bascule.model.FileContent;
import dev.bascule.probe.Frames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who did it, by what a node's logs say: in each, it is 14:30:00 UTC of 2026-11-22. */
class CluesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T14:30:00Z");
  private static final Change BRIDGE = change("bridge br0", "ports", "eth0", "eth0 eth1");
  private static final Change FILE = file("/etc/vz/vznet.conf");

  private final List<String> journal = new ArrayList<>();
  private final List<String> logs = new ArrayList<>();
  private final List<String> last = new ArrayList<>();
  private final List<String> files = new ArrayList<>();

  @Test
  void a_command_by_sudo_that_names_what_changed_is_named_with_the_login_it_came_from() {
    logs.add(
        "Nov 22 13:58:00 hn-1 sshd[812]: Accepted publickey for alice from 10.0.0.5 port 51 x");
    logs.add(
        "Nov 22 14:02:11 hn-1 sudo:    alice : TTY=pts/0 ; PWD=/home/alice ; USER=root ;"
            + " COMMAND=/usr/sbin/brctl delif br0 eth1");
    assertThat(clue(BRIDGE))
        .isEqualTo(
            new Clue.Command(
                Instant.parse("2026-11-22T14:02:11Z"),
                Clue.Program.SUDO,
                "root",
                "alice",
                "10.0.0.5",
                "/usr/sbin/brctl delif br0 eth1"));
  }

  @Test
  void a_password_in_a_command_stays_on_the_node() {
    journal.add(sudo(1795356131, "pct set 101 --net0 bridge=br0 --password S3cret"));
    assertThat(((Clue.Command) clue(BRIDGE)).command())
        .isEqualTo("pct set 101 --net0 bridge=br0 --password ********");
  }

  @Test
  void the_same_is_read_of_a_journal_of_rfc_3339_and_of_busybox() {
    String ran = "alice : PWD=/root ; USER=root ; COMMAND=/sbin/ip link set eth1 nomaster";
    journal.add("1795356131.123456 hn-1 sudo[99]:    " + ran);
    Clue expected = clue(BRIDGE);
    assertThat(expected).isInstanceOf(Clue.Command.class);
    journal.clear();
    logs.add("2026-11-22T15:02:11.123456+01:00 hn-1 sudo[99]:    " + ran);
    assertThat(clue(BRIDGE)).isEqualTo(expected);
    logs.set(0, "Nov 22 14:02:11 hn-1 auth.notice sudo:    " + ran);
    assertThat(clue(BRIDGE)).isEqualTo(expected);
    logs.set(
        0,
        "Nov 22 14:02:11 hn-1 auth.notice doas: alice ran command ip link set eth1"
            + " nomaster as root from /home/alice");
    assertThat(clue(BRIDGE))
        .isInstanceOfSatisfying(
            Clue.Command.class, it -> assertThat(it.program()).isEqualTo(Clue.Program.DOAS));
  }

  @Test
  void the_last_command_counts_and_a_journal_does_not_hide_a_log() {
    journal.add(sudo(1795355000, "brctl delif br0 eth1"));
    logs.add(
        "Nov 22 14:20:00 hn-1 sudo: bob : TTY=pts/1 ; PWD=/ ; USER=root ;"
            + " COMMAND=/sbin/brctl stp br0 on");
    assertThat(((Clue.Command) clue(BRIDGE)).by()).isEqualTo("bob");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr/sbin/brctl show br0",
        "/sbin/ip addr show br0",
        "/sbin/ip -s link ls br0",
        "/sbin/bridge link show br0",
        "/bin/cat /sys/class/net/br0/address",
        "/sbin/ifconfig br0",
        "/usr/bin/tcpdump -ni br0",
        "/bin/sh -c cat br0",
        "/usr/sbin/brctl delif br1 eth9",
        "/usr/sbin/brctl delif br00 eth10",
      })
  void who_only_looked_or_meant_another_is_not_named(String command) {
    journal.add(sudo(1795356131, command));
    assertThat(clues(BRIDGE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/usr/bin/vim /etc/vz/vznet.conf | /root",
        "/usr/bin/vim vznet.conf | /etc/vz",
        "/usr/bin/nano ./vznet.conf | /etc/vz/",
        "/bin/sed -i s/a/b/ /etc/vz/vznet.conf | /",
        "/usr/bin/tee -a /etc/vz/vznet.conf | /",
        "/bin/sh -c echo x>>/etc/vz/vznet.conf | /",
      })
  void a_command_that_names_a_file_is_named_where_the_file_changed_after_it(
      String command, String folder) {
    files.add("1795356200 1795356200 root /etc/vz/vznet.conf");
    journal.add(sudo(1795356131, command).replace("PWD=/ ;", "PWD=" + folder + " ;"));
    assertThat(clue(FILE)).isInstanceOf(Clue.Command.class);
    files.set(0, "1795356000 1795356000 root /etc/vz/vznet.conf");
    assertThat(clue(FILE)).as("the file is older").isInstanceOf(Clue.Present.class);
  }

  @Test
  void where_no_command_is_known_those_who_were_logged_in_then_are_a_guess() {
    files.add("1795356131 1795356131 root /etc/vz/vznet.conf");
    journal.add(accepted(1795356100, 7, "alice", "10.0.0.5"));
    journal.add("1795356140.1 hn sshd[7]: pam_unix(sshd:session): session closed for user alice");
    journal.add(accepted(1795355000, 8, "bob", "10.0.0.6"));
    journal.add("1795355060.1 hn sshd[8]: pam_unix(sshd:session): session closed for user bob");
    journal.add(accepted(1795356150, 9, "root", "10.0.0.7"));
    assertThat(clue(FILE))
        .isEqualTo(
            new Clue.Present(
                Instant.ofEpochSecond(1795356131), List.of(new Clue.Login("alice", "10.0.0.5"))));
  }

  @Test
  void when_a_file_changed_is_told_also_where_nobody_was_there() {
    files.add("1795356131 1795356131 root /etc/vz/vznet.conf");
    assertThat(clue(FILE))
        .isEqualTo(new Clue.Present(Instant.ofEpochSecond(1795356131), List.of()));
  }

  @Test
  void a_mode_has_the_time_that_nobody_can_set_and_a_content_its_own() {
    files.add("1795300000 1795356131 root /etc/vz/vznet.conf");
    Change mode = change("/etc/vz/vznet.conf", "mode", "0600", "0644");
    assertThat(((Clue.Present) clue(mode)).changed()).isEqualTo(Instant.ofEpochSecond(1795356131));
    assertThat(((Clue.Present) clue(FILE)).changed()).isEqualTo(Instant.ofEpochSecond(1795300000));
  }

  @Test
  void of_what_runs_those_are_a_guess_who_were_lately_at_a_terminal() {
    last.add(
        "alice    pts/0        10.0.0.5         Sun Nov 22 13:00:00 2026 - Sun Nov 22 14:05:00"
            + " 2026  (01:05)");
    last.add(
        "bob      pts/1        10.0.0.6         Thu Nov 19 13:00:00 2026 - Thu Nov 19 14:05:00"
            + " 2026  (01:05)");
    last.add("root     tty1         0.0.0.0          Sun Nov 22 14:10:00 2026   still logged in");
    last.add("carl     pts/2        10.0.0.8         Sun Nov  1 14:10:00 2026   gone - no logout");
    last.add("reboot   system boot  0.0.0.0          Sun Nov 22 14:10:00 2026   still running");
    last.add("");
    last.add("wtmp begins Sun Nov  1 00:00:00 2026");
    // Timers log in by sshd as well: those are nobody.
    journal.add(accepted(1795356150, 9, "root", "10.0.0.7"));
    assertThat(clue(BRIDGE))
        .isEqualTo(
            new Clue.Present(
                null, List.of(new Clue.Login("alice", "10.0.0.5"), new Clue.Login("root", null))));
  }

  @Test
  void a_shell_by_sudo_is_a_guess_and_that_of_a_program_is_nothing() {
    journal.add(sudo(1795356131, "/bin/bash"));
    journal.add(sudo(1795356132, "/bin/sh -s").replace("TTY=pts/0 ; ", "").replace("carl", "bot"));
    assertThat(clue(BRIDGE))
        .isEqualTo(new Clue.Present(null, List.of(new Clue.Login("carl", null))));
  }

  @Test
  void a_command_of_last_week_and_a_line_of_tomorrow_are_nothing() {
    journal.add(sudo(1795356131 - 7 * 86_400, "brctl delif br0 eth1"));
    assertThat(clues(BRIDGE)).isEmpty();
    // Without a year, so of the year before.
    logs.add("Nov 29 14:02:11 hn-1 sudo: x : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=brctl x br0");
    assertThat(clues(BRIDGE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sysctl net.ipv4.ip_forward | sysctl -w net.ipv4.ip_forward=0",
        "sysctl net.ipv4.ip_forward | tee /proc/sys/net/ipv4/ip_forward",
        "address 10.0.0.1/24 | ip addr del 10.0.0.1/24 dev br0",
        "address 10.0.0.1/24 | ifconfig eth0 10.0.0.1 netmask 255.255.255.0",
        "service networking | systemctl disable networking",
        "service networking | service networking stop",
        "file of CT 101 | vzctl set 101 --netif_del eth0 --save",
        "net0 of container 101 | /usr/sbin/pct set 101 -net0 name=eth0",
        "interface eth0 of CT 101 | /usr/sbin/vzctl set 101 --ifname eth0 --save",
        "kernel module bridge | rmmod nothing",
      })
  void each_kind_of_target_has_its_names(String target, String command) {
    journal.add(sudo(1795356131, command));
    Map<String, Clue> clues = clues(change(target, "value", "0", "1"));
    assertThat(clues.isEmpty()).isEqualTo(command.equals("rmmod nothing"));
  }

  @Test
  void a_number_alone_is_no_containers() {
    journal.add(sudo(1795356131, "nice -n 101 make"));
    assertThat(clues(change("file of CT 101", "IP", "a", "b"))).isEmpty();
  }

  @Test
  void what_is_long_is_cut_and_what_is_many_is_left_out() {
    journal.add(sudo(1795356131, "brctl delif br0 " + "x".repeat(500)));
    assertThat(((Clue.Command) clue(BRIDGE)).command()).hasSize(161);
    List<Change> many = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      files.add("1795356131 1795356131 root /etc/f" + i);
      many.add(file("/etc/f" + i));
    }
    assertThat(Clues.of(trail().orElseThrow(), many)).hasSize(12);
  }

  @Test
  void garbage_is_no_trail_and_no_failure() {
    logs.add("\u0000\u001b[2J Nov 99 99:99:99 sudo sshd");
    logs.add("Nov 31 14:02:11 hn sudo: a : TTY=x ; PWD=/ ; USER=root ; COMMAND=brctl delif br0 e");
    journal.add("99999999999.9 hn sudo: a :");
    last.add("a b c d e f g h i");
    files.add("no file");
    assertThat(clues(BRIDGE)).isEmpty();
    assertThat(TrailReader.read(Frames.read("=b", "=b now\nnever\n=b end\n"))).isEmpty();
    assertThat(TrailReader.read(Frames.read("=b", ""))).isEmpty();
  }

  private Clue clue(Change change) {
    assertThat(clues(change)).containsOnlyKeys(change.target());
    return clues(change).get(change.target());
  }

  private Map<String, Clue> clues(Change change) {
    return Clues.of(trail().orElseThrow(), List.of(change));
  }

  private Optional<Trail> trail() {
    List<String> out = new ArrayList<>(List.of("=b now", NOW.getEpochSecond() + " +0000"));
    Map.of("files", files, "journal", journal, "logs", logs, "last", last)
        .forEach(
            (name, lines) -> {
              out.add("=b " + name);
              out.addAll(lines);
            });
    out.add("=b end");
    return TrailReader.read(Frames.read("=b", String.join("\n", out) + "\n"));
  }

  private static String sudo(long at, String command) {
    return at + ".5 hn sudo[9]:     carl : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=" + command;
  }

  private static String accepted(long at, int pid, String user, String from) {
    return "%d.5 hn sshd[%d]: Accepted publickey for %s from %s port 5 ssh2: ED25519 SHA256:x"
        .formatted(at, pid, user, from);
  }

  private record Made(String target, List<Detail> details, Optional<ContentChange> content)
      implements Change {
    @Override
    public Verb verb() {
      return Verb.UPDATE;
    }

    @Override
    public Layer layer() {
      return Layer.RUNTIME;
    }
  }

  private static Change change(
      String target, String detail, @Nullable String from, @Nullable String to) {
    return new Made(target, List.of(new Change.Detail(detail, from, to)), Optional.empty());
  }

  private static Change file(String path) {
    FileContent content = FileContent.of("a\n");
    return new Made(
        path, List.of(), Optional.of(new Change.ContentChange(content, content, false)));
  }
}
