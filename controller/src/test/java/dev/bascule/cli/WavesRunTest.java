package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.history.History;
import dev.bascule.history.HistoryPlace;
import dev.bascule.history.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of waves, on nodes that are this machine's shell. */
class WavesRunTest {
  private static final String HOSTS =
      """
      all:
        hosts:
          n1: {rack: a}
          n2: {rack: a}
          n3: {rack: b}
          n4: {rack: c}
          down-1: {rack: b}
        vars: {ansible_connection: local}
      """;

  @TempDir Path folder;
  private final Nodes nodes = new Nodes();
  private Bascule bascule;

  @BeforeEach
  void begin() throws IOException {
    bascule = new Bascule(folder).over(nodes);
    bascule.file("hosts.yml", HOSTS);
    Files.createDirectories(folder.resolve("nodes"));
  }

  private void play(String keys) throws IOException {
    String task =
        "  tasks:\n    - copy: {content: hello, dest: \"%s/[=inventory_hostname]\", mode: \"0644\"}\n"
            .formatted(folder.resolve("nodes"));
    bascule.file("site.yml", "- hosts: all\n" + keys.indent(2) + task);
  }

  private Bascule.Result run(String command) {
    // One after the other: all nodes are this machine, and have one lock.
    String line = command.replaceFirst("^apply ", "apply --forks 1 ").replace("~", folder + "/");
    return bascule.run(line.split(" ", -1));
  }

  @Test
  void a_plan_says_in_which_waves_its_changes_would_be_made() throws IOException {
    play("serial: 2\ncanary: n3\napart: rack");
    Bascule.Result plan = run("plan -i ~hosts.yml --limit !down-1 ~site.yml");
    assertThat(plan.out()).endsWith("in 3 waves: n3; n1, n4 (2 nodes); n2\n4 nodes: 4 to change\n");
    assertThat(run("plan -i ~hosts.yml --limit !down-1 -o json ~site.yml").out())
        .contains("\"node\":\"n2\",\"outcome\":\"drifted\"")
        .contains("\"wave\":3");
    assertThat(run("drift -i ~hosts.yml --limit !down-1 ~site.yml").out()).doesNotContain(" waves");
  }

  @Test
  void an_apply_says_which_wave_it_is_in() throws IOException {
    play("serial: 2\ncanary: n3\napart: rack");
    Bascule.Result apply = run("apply --yes -i ~hosts.yml --limit !down-1 ~site.yml");
    assertThat(apply.err())
        .contains("wave 1 of 3: 1 node, the canary n3\n")
        .contains("wave 2 of 3: 2 nodes\n", "wave 3 of 3: 1 node\n");
    assertThat(apply.code()).isZero();
  }

  @Test
  void the_look_behind_a_canary_in_sync_waits_for_its_turn_as_the_change_would() throws Exception {
    play("serial: 2\ncanary: n1");
    run("apply --yes -i ~hosts.yml --limit n1,n2 ~site.yml");
    HistoryPlace place = new HistoryPlace.InFile(folder.resolve("team.db"), false);
    try (History history = History.open(place, Clock.systemUTC())) {
      List<String> keys = List.of("n2 on " + HistoryWords.controller());
      RunId other = new RunId("20260501-090000-00aa");
      history.leases().acquire(keys, "eve@ops", other, Duration.ofMinutes(1));
    }
    Bascule.Result apply =
        run("apply --yes --wait 1s --history ~team.db -i ~hosts.yml --limit n1,n2 ~site.yml");
    assertThat(apply.err()).contains("n2: waits: run 20260501-090000-00aa of eve@ops is at work");
    assertThat(apply.out()).endsWith("2 nodes: 2 in sync\n");
  }

  @Test
  void what_stops_a_run_is_told_to_each_node_and_the_rest_is_for_retry_failed() throws IOException {
    play("serial: [1, 2, 1]\ncanary: n3\nmax_unreachable: 0");
    bascule.file(
        "hosts.yml", HOSTS.replace("n1: {rack: a}", "down-0: {rack: a}\n    n1: {rack: a}"));
    Bascule.Result apply = run("apply --yes -i ~hosts.yml ~site.yml");
    String why = "skipped: 1 of 6 nodes unreachable, more than max_unreachable 0";
    assertThat(apply.out()).contains("down-1, n1, n2, n4 (4 nodes): " + why, "1 changed");
    play("serial: 1\napart: rack\nmax_unreachable: 50%");
    Bascule.Result again = run("apply --yes --retry-failed -i ~hosts.yml ~site.yml");
    assertThat(again.err()).containsSubsequence("down-0: ", "n1: ", "n2: ", "n4: ", "down-1: ");
    assertThat(again.out()).endsWith("5 nodes: 3 changed, 2 unreachable\n");
  }

  @Test
  void a_node_that_nobody_can_keep_apart_is_an_error_before_contact() throws IOException {
    play("apart: rack");
    bascule.file("hosts.yml", HOSTS.replace("n4: {rack: c}", "n4: {}"));
    Bascule.Result result = run("apply --yes -i ~hosts.yml ~site.yml");
    assertThat(result.err())
        .contains(
            "site.yml:2:10: error[unknown-variable]: 'apart': 'rack' has no value that says what a"
                + " node shares (n4)");
    assertThat(result.code()).isEqualTo(1);
    assertThat(nodes.connected).isEmpty();
  }
}
