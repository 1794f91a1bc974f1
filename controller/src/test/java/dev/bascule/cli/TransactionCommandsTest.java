package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.apply.safe.Kept;
import dev.bascule.apply.safe.KeptFiles;
import dev.bascule.apply.safe.Waiting;
import dev.bascule.model.NodeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** status, confirm, abort, extend, resume and revert, on a node whose answers are declared. */
class TransactionCommandsTest {
  private static final NodeName NODE = new NodeName("hn-1");
  private static final String TOKEN = "00112233445566778899aabbccddeeff";
  private static final String[] APPLIED = {
    "==tx",
    "id=abc",
    "state=applied",
    "owner=eve@ops",
    "age=20",
    "left=70",
    "nonce=n1",
    "decision=-",
    "watchdog=alive"
  };
  private static final String[] CONFIRMED = {
    "==tx", "id=abc", "state=confirmed", "owner=eve@ops", "age=30", "decision=confirm"
  };
  private static final String[] BACK = {
    "==tx",
    "id=abc",
    "state=rolled-back-verified",
    "owner=eve@ops",
    "age=200",
    "decision=rollback:aborted"
  };

  @TempDir Path folder;
  private final FakeTransactions node = new FakeTransactions();
  private Bascule bascule;
  private KeptFiles kept;

  @BeforeEach
  void begin() {
    bascule = new Bascule(folder).over(node);
    kept = new KeptFiles(folder.resolve("home/.local/state/bascule/transactions"));
  }

  private void keep() throws IOException {
    Instant ends = Instant.parse("2026-01-01T12:00:00Z");
    kept.keep(new Kept(NODE, "abc", TOKEN, ends, List.of("10.0.0.9")));
  }

  private Bascule.Result run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(1, List.of("-i", "hn-1,"));
    return bascule.run(all.toArray(new String[0]));
  }

  @Test
  void status_needs_no_token_and_exits_2_while_a_transaction_is_under_way() {
    node.says("status", APPLIED);
    Bascule.Result result = run("status", "hn-1");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out())
        .isEqualTo(
            """
            hn-1:
              id: abc
              state: applied
              owner: eve@ops
              age: 20 s
              left: 70 s
              watchdog: alive
            """);
  }

  @Test
  void status_of_a_node_that_never_had_one_exits_0() {
    node.says("status", "==nothing", "==journal");
    Bascule.Result result = run("status", "hn-1");
    assertThat(result.out()).isEqualTo("hn-1:\n  state: none\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void status_in_json_has_the_transaction_with_times_in_seconds() {
    node.says("status", BACK);
    assertThat(run("status", "-o", "json", "hn-1").out())
        .contains("\"transaction\":{\"id\":\"abc\",\"state\":\"rolled-back-verified\"")
        .contains("\"age\":\"200 s\"")
        .contains("\"reason\":\"aborted\"");
    assertThat(run("status", "hn-1").out()).contains("  age: 3 min 20 s\n");
  }

  @Test
  void confirm_says_the_kept_token_on_standard_input_and_forgets_it() throws IOException {
    keep();
    node.says("status", APPLIED).says("confirm", CONFIRMED);
    Bascule.Result result = run("confirm", "hn-1");
    assertThat(result.out()).contains("transaction abc is confirmed");
    assertThat(result.code()).isZero();
    assertThat(node.sent.get(1))
        .contains("say '" + TOKEN + "' | b=$b sh \"$d/program\" confirm '-' 'n1'");
    assertThat(kept.of(NODE)).isEmpty();
  }

  @Test
  void confirm_reaches_every_node_though_one_of_them_may_be_lost() {
    node.says("status", "==tx", "id=abc", "state=rollback-failed", "owner=eve@ops", "age=200");
    Bascule.Result result =
        bascule.run("confirm", "--forks", "1", "-i", "hn-1,hn-2,hn-3", "hn-1", "hn-2", "hn-3");
    assertThat(node.asked).containsExactly("status", "status", "status");
    assertThat(result.out()).contains("(3 nodes)").doesNotContain("skipped");
  }

  @Test
  void confirm_without_a_token_is_refused_and_names_who_has_it() {
    node.says("status", APPLIED);
    Bascule.Result result = run("confirm", "hn-1");
    assertThat(result.out())
        .contains("refused: there is no token of transaction abc on this machine")
        .contains("it was begun by eve@ops");
    assertThat(node.asked).containsExactly("status");
    assertThat(result.code()).isEqualTo(3);
  }

  @Test
  void confirm_that_came_too_late_tells_that_the_node_went_back() throws IOException {
    keep();
    node.says("status", BACK);
    assertThat(run("confirm", "hn-1").code()).isEqualTo(5);
    assertThat(node.asked).containsExactly("status");
  }

  @Test
  void confirm_tells_that_the_node_went_back_when_the_token_is_forgotten_too() {
    node.says("status", BACK);
    Bascule.Result result = run("confirm", "hn-1");
    assertThat(result.out())
        .contains("rolled back: transaction abc of eve@ops, begun 3 min 20 s ago: it was told");
    assertThat(result.code()).isEqualTo(5);
  }

  @Test
  void confirm_names_what_of_the_plan_is_still_to_be_done_and_how() throws IOException {
    Instant ends = Instant.parse("2026-01-01T12:00:00Z");
    Waiting rest = new Waiting(List.of("containers' files", "vzctl restart"), "");
    Kept mine = new Kept(NODE, "abc", TOKEN, ends, List.of(), rest);
    kept.keep(mine.doneBy("bascule apply -i inv --limit hn-1 site.yml"));
    node.says("status", APPLIED).says("confirm", CONFIRMED);
    assertThat(run("confirm", "hn-1").out())
        .contains("  not done yet, because it waited for this: containers' files, vzctl restart\n")
        .contains("  do it now:  bascule apply -i inv --limit hn-1 site.yml\n");
  }

  @Test
  void confirm_can_be_said_again_after_its_answer_was_lost() throws IOException {
    keep();
    node.says("status", CONFIRMED);
    assertThat(run("confirm", "hn-1").code()).isZero();
  }

  @Test
  void abort_needs_no_token_and_says_that_the_node_went_back() {
    node.says("status", APPLIED).says("abort", BACK);
    Bascule.Result result = run("abort", "hn-1");
    assertThat(result.out())
        .isEqualTo(
            """
            hn-1: rolled back: transaction abc of eve@ops, begun 3 min 20 s ago: it was told to go back
              the network is as it was before, compared line by line

            1 node: 1 rolled back
            """);
    assertThat(result.code()).isEqualTo(5);
  }

  @Test
  void abort_that_does_not_lead_back_wholly_shows_the_difference() {
    String[] differs = BACK.clone();
    differs[2] = "state=rolled-back-differs";
    List<String> lines = new ArrayList<>(List.of(differs));
    lines.addAll(List.of("==verdict", "- route eth0 4 default via 10.0.0.1"));
    node.says("status", APPLIED).says("abort", lines.toArray(String[]::new));
    Bascule.Result result = run("abort", "hn-1");
    assertThat(result.out())
        .contains("rolled back, but not all is as it was: transaction abc")
        .contains("    - route eth0 4 default via 10.0.0.1");
    assertThat(result.code()).isEqualTo(5);
  }

  @Test
  void abort_of_what_is_confirmed_is_refused_and_says_how_to_undo_it() {
    node.says("status", CONFIRMED);
    Bascule.Result result = run("abort", "hn-1");
    assertThat(result.out()).contains("the last one, abc, is confirmed").contains("bascule revert");
    assertThat(node.asked).containsExactly("status");
  }

  @Test
  void extend_says_by_how_much() throws IOException {
    keep();
    node.says("status", APPLIED).says("extend", APPLIED);
    Bascule.Result result = run("extend", "--by", "2m", "hn-1");
    assertThat(node.sent.get(1)).contains("extend '-' '120'");
    assertThat(result.out()).contains("transaction abc goes back at");
    assertThat(result.code()).isZero();
  }

  @Test
  void a_node_that_has_moved_is_found_where_its_transaction_says() throws IOException {
    keep();
    node.onlyAt("10.0.0.9").says("status", APPLIED);
    assertThat(run("status", "hn-1").code()).isEqualTo(2);
  }

  @Test
  void resume_tells_of_each_node_of_a_run_whether_it_is_old_or_new() throws IOException {
    runRecord("hn-1 abc\n");
    node.says("status", CONFIRMED);
    Bascule.Result result = run("resume", "20260301-141502-9f3c");
    assertThat(result.out()).contains("transaction abc is confirmed");
    assertThat(result.code()).isZero();
    node.says("status", BACK);
    assertThat(run("resume", "20260301-141502-9f3c").code()).isEqualTo(5);
  }

  @Test
  void resume_tells_of_a_transaction_that_was_never_begun() throws IOException {
    runRecord("hn-1 abc\n");
    node.says("status", "==nothing");
    assertThat(run("resume", "20260301-141502-9f3c").out())
        .contains("transaction abc was never begun on it");
  }

  @Test
  void resume_of_an_unknown_run_is_a_usage_error() {
    Bascule.Result result = run("resume", "../x");
    assertThat(result.code()).isEqualTo(64);
    assertThat(result.err()).contains("no run '../x' is known on this machine");
  }

  @Test
  void revert_shows_what_it_would_do_with_the_effect_of_each_step_and_asks() {
    confirmedBefore("10.0.0.5/24");
    bascule.atTerminal("n\n");
    Bascule.Result result = run("revert", "--color", "never", "--stable", "20s", "hn-1");
    assertThat(result.out())
        .isEqualTo(
            """
            hn-1: would change
              undo transaction abc of eve@ops  the node's journal
                update address 10.0.0.5/24  [interrupts]
                  link: br0 -> eth0
                update address 10.9.0.5/24  [safe]
                  link: br0 -> eth0
                remove port eth0 of br0  [interrupts]
                update route default  [interrupts]
                  link: br0 -> eth0
                remove link br0  [interrupts]
                update kernel parameters  [safe]
                  net/ipv6/conf/eth0/disable_ipv6: 0
                update /etc/network/interfaces  [safe]
                  at confirm: as it was
              under a rollback timer of 50 s = a new login 20 s + stability 20 s + margin 10 s
                this session comes from 192.0.2.100 to 10.0.0.5; replies leave by br0 over eth0 via 10.0.0.1
                unless a new login reaches the node and confirms in time, it goes back by itself

            1 node: 1 to change
            """);
    assertThat(result.err()).contains("Undo this on 1 node?").contains("Nothing was changed.");
    assertThat(node.asked).containsExactly("status", "revert", "probe");
  }

  @Test
  void revert_to_another_address_cuts_the_session() {
    confirmedBefore("10.0.0.6/24");
    bascule.atTerminal("n\n");
    assertThat(run("revert", "--color", "never", "hn-1").out())
        .contains("remove address 10.0.0.5/24  [cuts]")
        .contains("remove port eth0 of br0  [cuts]")
        .contains("afterwards the node is also looked for at 10.0.0.6");
  }

  @Test
  void revert_in_a_window_that_is_too_small_is_refused() {
    confirmedBefore("10.0.0.5/24");
    Bascule.Result result = run("revert", "--yes", "--window", "60s", "hn-1");
    assertThat(result.out())
        .contains(
            "refused: a window of 60 s is too small for the proof: a new login 20 s + stability 35"
                + " s + margin 10 s = 65 s");
    assertThat(result.code()).isEqualTo(3);
  }

  @Test
  void revert_waits_for_a_person_where_one_says_so() {
    confirmedBefore("10.0.0.5/24");
    bascule.atTerminal("n\n");
    assertThat(run("revert", "--color=never", "--confirm=manual", "--no-rehearsal", "hn-1").out())
        .contains("margin 10 s + a person's answer 300 s")
        .contains("by bascule confirm, the node goes back by itself")
        .contains("not rehearsed first: the timer alone holds");
  }

  private void confirmedBefore(String address) {
    String onto = address.equals("10.0.0.5/24") ? address : "10.0.0.6/24";
    node.says(
        "status", "==journal", "1 abc confirmed - eve@ops", "2 def rolled-back-verified 1 eve");
    node.says(
        "revert",
        "==tx",
        "id=abc",
        "state=confirmed",
        "owner=eve@ops",
        "==inverse",
        "net_begin undo",
        "net_dad '=1 duplicate detection off on eth0' eth0 off",
        "net_batch ip '' 'address add dev eth0",
        "address del dev br0' '+2 address " + onto + " on eth0",
        "-3 address 10.0.0.5/24 away from br0",
        "+4 address 10.9.0.5/24 on eth0",
        "-5 address 10.9.0.5/24 away from br0'",
        "net_do '-6 port eth0 out of br0' ip link set eth0 nomaster",
        "net_do '=7 route default over eth0' ip route replace default",
        "net_do '-8 route default over br0 away' ip route del default",
        "net_do '-10 link br0 away' net_delete br0",
        "net_sysctl '=11 sysctl net/ipv6/conf/eth0/disable_ipv6 0' net/ipv6 0",
        "net_announce eth0 10.0.0.5",
        "==before",
        "addr eth0 4 " + address + " brd 10.0.0.255 scope global",
        "route eth0 4 default via 10.0.0.1",
        "==meta",
        "touched=br0 eth0",
        "==old 0 /etc/network/interfaces 644 0:0");
    node.says(
        "probe",
        "==n version",
        "ip utility, iproute2-6.1.0, libbpf 1.1.0",
        "==n link",
        "2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master br0 state UP"
            + " \\    link/ether 02:66:00:00:00:01 brd ff:ff:ff:ff:ff:ff",
        "4: br0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP"
            + " \\    link/ether 02:66:00:00:00:01 brd ff:ff:ff:ff:ff:ff \\    bridge forward_delay 0",
        "==n addr",
        "4: br0    inet 10.0.0.5/24 brd 10.0.0.255 scope global br0",
        "==n route 4",
        "default via 10.0.0.1 dev br0 ",
        "==n sys",
        "br0/address:02:66:00:00:00:01",
        "br0/flags:0x1003",
        "br0/mtu:1500",
        "br0/bridge/stp_state:0",
        "eth0/address:02:66:00:00:00:01",
        "eth0/flags:0x1003",
        "eth0/mtu:1500",
        "==n below",
        "br0/brif/eth0",
        "eth0/device",
        "==n ssh",
        "192.0.2.100 50000 10.0.0.5 22",
        "==n get",
        "192.0.2.100 from 10.0.0.5 via 10.0.0.1 dev br0 uid 0");
  }

  @Test
  void revert_of_a_node_without_a_confirmed_transaction_is_refused() {
    node.says("status", "==nothing", "==journal");
    assertThat(run("revert", "--yes", "hn-1").out())
        .contains("refused: the node's journal has no confirmed transaction");
  }

  @Test
  void only_its_owner_can_read_a_kept_token() throws IOException {
    keep();
    Path file = kept.folder().resolve("hn-1-abc");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.folder())))
        .isEqualTo("rwx------");
    assertThat(kept.of(new NodeName("hn"))).isEmpty();
  }

  private void runRecord(String lines) throws IOException {
    Path runs = folder.resolve("home/.local/state/bascule/runs");
    Files.createDirectories(runs);
    Path file = Files.writeString(runs.resolve("20260301-141502-9f3c"), lines);
    // So old that nothing its program sent is still on its way.
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-01T14:16:00Z")));
  }
}
