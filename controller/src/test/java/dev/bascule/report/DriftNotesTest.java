package dev.bascule.report;

import static dev.bascule.report.Plans.at;
import static dev.bascule.report.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.event.Outcome;
import dev.bascule.event.Since;
import dev.bascule.model.Change.Layer;
import dev.bascule.model.Change.Verb;
import dev.bascule.model.Clue;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DriftNotesTest {
  private static final Instant RAN = Instant.parse("2026-11-22T13:02:11Z");
  private final Secrets secrets = new Secrets();

  @Test
  void what_is_known_is_said_by_target_and_what_is_the_same_only_once() {
    Since since =
        new Since(Instant.parse("2026-11-20T08:14:59Z"), Instant.parse("2026-11-20T07:14:00Z"));
    Clue guess = new Clue.Present(RAN, List.of(login("alice", "10.0.0.5"), login("root", null)));
    assertThat(
            lines(
                Map.of(
                    "bridge br0",
                    new Clue.Command(
                        RAN,
                        Clue.Program.SUDO,
                        "root",
                        "alice",
                        "10.0.0.5",
                        "brctl delif br0 eth1"),
                    "/etc/a",
                    guess,
                    "/etc/b",
                    guess),
                Map.of("bridge br0", since)))
        .containsExactly(
            "bridge br0",
            "  since 2026-11-20 09:14 (in sync at 08:14)",
            "  who: root from 10.0.0.5 by sudo (alice) 'brctl delif br0 eth1', 2026-11-22 14:02",
            "/etc/a, /etc/b",
            "  changed 2026-11-22 14:02; logged in then: alice from 10.0.0.5, root");
  }

  @Test
  void less_is_said_where_less_is_known() {
    Since first = new Since(RAN, null);
    Since older = new Since(RAN, Instant.parse("2026-11-20T07:14:00Z"));
    assertThat(
            lines(
                Map.of(
                    "bridge br0",
                    new Clue.Command(RAN, Clue.Program.DOAS, "root", "alice", null, "ip link"),
                    "/etc/b",
                    new Clue.Present(null, List.of(login("alice", null)))),
                Map.of("/etc/a", first, "/etc/b", older)))
        .containsExactly(
            "bridge br0",
            "  who: root by doas (alice) 'ip link', 2026-11-22 14:02",
            "/etc/a",
            "  since 2026-11-22 14:02",
            "/etc/b",
            "  since 2026-11-22 14:02 (in sync at 2026-11-20 08:14)",
            "  lately logged in at a terminal: alice");
    assertThat(lines(Map.of(), Map.of())).isEmpty();
  }

  @Test
  void a_changed_wish_is_said_and_not_when_the_node_was_in_sync() {
    Instant first = Instant.parse("2026-11-20T08:14:59Z");
    Since since = new Since(first, Instant.parse("2026-11-20T07:14:00Z"), true);
    assertThat(lines(Map.of(), Map.of("bridge br0", since, "/etc/a", new Since(first, null, true))))
        .containsExactly(
            "bridge br0",
            "  since 2026-11-20 09:14 (the playbooks or inventories changed after the check at"
                + " 08:14)",
            "/etc/a",
            "  since 2026-11-20 09:14 (the playbooks or inventories changed)");
  }

  @Test
  void a_nodes_words_act_on_no_terminal_and_give_no_secret_away() {
    secrets.add("s3cret!");
    Clue clue =
        new Clue.Command(
            RAN, Clue.Program.SUDO, "r\u001b[2J", "a\u202e", "f\n", "x --password s3cret!\u0007");
    assertThat(lines(Map.of("bridge br0", clue), Map.of()))
        .contains(
            "  who: r\\x1b[2J from f\\x0a by sudo (a\\u{202e}) 'x --password ********\\x07',"
                + " 2026-11-22 14:02");
  }

  @Test
  void nodes_that_drifted_alike_are_still_shown_once_with_what_is_each_ones_own() {
    NodeReport one = node("hn-1", Map.of("/etc/a", new Clue.Present(RAN, List.of())));
    NodeReport two = node("hn-2", Map.of());
    RunReport run = new RunReport("drift", List.of(one, two), false, false);
    assertThat(new TextReport(new Printable(secrets), Palette.PLAIN, true).render(run))
        .startsWith("hn-1, hn-2 (2 nodes): drifted\n")
        .contains("\n  hn-1:\n    /etc/a\n      changed 2026-11-22 ")
        .doesNotContain("  hn-2:");
  }

  private List<String> lines(Map<String, Clue> clues, Map<String, Since> since) {
    return new DriftNotes(new Printable(secrets), ZoneId.of("Europe/Berlin"))
        .lines(node("hn-1", clues).with(since));
  }

  private static NodeReport node(String name, Map<String, Clue> clues) {
    Outcome drifted =
        new Outcome.Drifted(
            plan(
                name,
                at(Layer.RUNTIME, Verb.UPDATE, "bridge br0"),
                at(Layer.PERSISTENT, Verb.UPDATE, "/etc/a"),
                at(Layer.PERSISTENT, Verb.UPDATE, "/etc/b")),
            clues);
    return new NodeReport(new NodeName(name), drifted, Duration.ofMillis(120));
  }

  private static Clue.Login login(String user, @Nullable String from) {
    return new Clue.Login(user, from);
  }
}
