package dev.bascule.report;

import static dev.bascule.report.Plans.detail;
import static dev.bascule.report.Plans.drifted;
import static dev.bascule.report.Plans.node;
import static dev.bascule.report.Plans.plan;
import static dev.bascule.report.Plans.run;
import static dev.bascule.report.Plans.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.model.Change;
import dev.bascule.model.FileContent;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {
  private final Secrets secrets = new Secrets();

  @Test
  void a_change_is_shown_with_its_task_its_place_and_a_diff_of_three_lines_around() {
    assertThat(
            text(
                drifted(
                    "hn-1", update("/etc/vz/vznet.conf", "a\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n"))))
        .isEqualTo(
            """
            hn-1: would change
              vznet.conf  playbooks/site.yml:14:5
                update /etc/vz/vznet.conf
                  --- /etc/vz/vznet.conf
                  +++ /etc/vz/vznet.conf
                  @@ -2,4 +2,4 @@
                   b
                   c
                   d
                  -e
                  +E

            1 node: 1 to change
            """);
  }

  @Test
  void a_drift_check_tells_apart_what_runs_what_a_boot_brings_and_what_would_be_run() {
    Change live = Plans.at(Change.Layer.RUNTIME, Change.Verb.UPDATE, "bridge br0");
    Change file = Plans.at(Change.Layer.PERSISTENT, Change.Verb.CREATE, "/etc/motd");
    Change both = Plans.at(Change.Layer.BOTH, Change.Verb.REMOVE, "bridge ovs0");
    Change run = Plans.at(Change.Layer.RUNTIME, Change.Verb.RUN, "service networking");
    RunReport report =
        new RunReport("drift", List.of(drifted("hn-1", file, run, live, both)), false, false);
    assertThat(new TextReport(new Printable(secrets), Palette.PLAIN, true).render(report))
        .isEqualTo(
            """
            hn-1: drifted
              now, in what runs:
                vznet.conf  playbooks/site.yml:14:5
                  update bridge br0
              in its files, for the next boot:
                vznet.conf  playbooks/site.yml:14:5
                  create /etc/motd
              now, and at the next boot too:
                vznet.conf  playbooks/site.yml:14:5
                  remove bridge ovs0
              to be run:
                vznet.conf  playbooks/site.yml:14:5
                  would run service networking

            1 node: 1 drifted
            """);
  }

  @Test
  void drift_of_what_runs_alone_is_said_to_be_gone_after_a_reboot() {
    Change live = Plans.at(Change.Layer.RUNTIME, Change.Verb.UPDATE, "bridge br0");
    RunReport report = new RunReport("drift", List.of(drifted("hn-1", live)), false, false);
    assertThat(new TextReport(new Printable(secrets), Palette.PLAIN, true).render(report))
        .contains("\n  now, in what runs; gone after a reboot:\n");
  }

  @Test
  void nodes_with_the_same_changes_are_shown_once_in_the_order_people_count() {
    Change change = detail("/etc/motd", "mode", "0600", "0644");
    assertThat(text(drifted("hn-10", change), drifted("hn-2", change), drifted("hn-1", change)))
        .isEqualTo(
            """
            hn-1, hn-2, hn-10 (3 nodes): would change
              vznet.conf  playbooks/site.yml:14:5
                update /etc/motd
                  mode: 0600 -> 0644

            3 nodes: 3 to change
            """);
  }

  @Test
  void each_way_to_end_has_its_words() {
    assertThat(
            text(
                node("a", new Outcome.InSync()),
                node("b", new Outcome.Changed(plan("b", detail("/x", "mode", "0600", "0644")))),
                node(
                    "c",
                    new Outcome.Refused(
                        plan("c", detail("/x", "mode", "0600", "0644")),
                        "the node has moved on",
                        "plan again")),
                node(
                    "d",
                    new Outcome.Failed(
                        Phase.APPLY, "No space left on device", null, List.of("/etc/a"))),
                node("e", new Outcome.Unreachable("connection refused", "is sshd running?")),
                node(
                    "f",
                    new Outcome.Unknown(
                        plan("f", detail("/x", "mode", "0600", "0644")), "lost", "plan again")),
                node("g", new Outcome.Skipped("interrupted before it was begun"))))
        .isEqualTo(
            """
            b: changed
              vznet.conf  playbooks/site.yml:14:5
                updated /x
                  mode: 0600 -> 0644

            c: refused: the node has moved on
              hint: plan again
              nothing was written

            d: failed while applying: No space left on device
              changed before that: /etc/a

            e: unreachable: connection refused
              hint: is sshd running?

            f: unknown: lost
              hint: plan again
              any of these may be done or not:
              vznet.conf  playbooks/site.yml:14:5
                update /x
                  mode: 0600 -> 0644

            g: skipped: interrupted before it was begun

            7 nodes: 1 in sync, 1 changed, 1 refused, 1 failed, 1 unreachable, 1 unknown, 1 skipped
            """);
  }

  @Test
  void of_a_new_script_that_is_brought_along_the_plan_tells_the_length_and_on_demand_the_text() {
    FileContent script = FileContent.of("#!/bin/sh\ntrue\n");
    RunReport run = run(drifted("hn-1", Plans.script(Change.Verb.CREATE, null, script)));

    assertThat(text(run.nodes().get(0)))
        .contains("    create /usr/sbin/hook (2 lines)\n\n")
        .doesNotContain("#!/bin/sh");
    assertThat(new TextReport(new Printable(secrets), Palette.PLAIN, true, true).render(run))
        .contains("    create /usr/sbin/hook\n")
        .contains("      +#!/bin/sh\n      +true\n");
  }

  @Test
  void of_a_script_that_is_brought_along_and_was_changed_the_plan_shows_what_differs() {
    FileContent before = FileContent.of("#!/bin/sh\nfalse\n");
    FileContent after = FileContent.of("#!/bin/sh\ntrue\n");

    assertThat(text(drifted("hn-1", Plans.script(Change.Verb.UPDATE, before, after))))
        .contains("    update /usr/sbin/hook\n")
        .contains("      -false\n      +true\n");
  }

  @Test
  void parts_of_one_task_stand_under_one_heading() {
    PlannedTask files = task("CT 101", "site.yml:3:5", detail("/x", "mode", "0600", "0644"));
    PlannedTask links = task("CT 101", "site.yml:3:5", detail("link", "up", "no", "yes"));
    PlannedTask next = task("CT 102", "site.yml:3:5", detail("link", "up", "no", "yes"));
    Plan plan = new Plan(new NodeName("hn-1"), List.of(files, links, next));

    assertThat(text(node("hn-1", new Outcome.Drifted(plan))))
        .startsWith(
            """
            hn-1: would change
              CT 101  site.yml:3:5
                update /x
                  mode: 0600 -> 0644
                update link
                  up: no -> yes
              CT 102  site.yml:3:5
                update link
                  up: no -> yes
            """);
  }

  private static PlannedTask task(String name, String where, Change change) {
    return new PlannedTask("play", name, where, false, List.of(change));
  }

  @Test
  void an_escape_sequence_in_a_file_of_a_node_is_written_out() {
    assertThat(text(drifted("hn-1", update("/etc/motd", "\u001b]0;owned\u0007\u202e\r\n", "x\n"))))
        .contains("      -\\x1b]0;owned\\x07\\u{202e}\\x0d\n")
        .doesNotContain("\u001b");
  }

  @Test
  void a_secret_is_masked_and_so_is_what_it_replaces() {
    secrets.add("new-pass");
    assertThat(
            text(
                drifted(
                    "hn-1", update("/etc/app", "user a\npw old-pass\n", "user a\npw new-pass\n"))))
        .contains(
            """
                   user a
                  -********
                  +pw ********
            """)
        .doesNotContain("old-pass")
        .doesNotContain("new-pass");
    assertThat(text(drifted("hn-1", detail("/etc/app", "PW", "old-pass", "new-pass"))))
        .contains("      PW: ******** -> ********\n");
  }

  @Test
  void a_secret_file_a_binary_and_one_too_large_say_so() {
    FileContent binary = FileContent.of(new byte[] {0, 1, 2});
    FileContent text = FileContent.of("x\n");
    Change secret =
        new Plans.Made(
            Change.Verb.UPDATE,
            "/etc/key",
            List.of(),
            java.util.Optional.of(new Change.ContentChange(text, binary, true)));
    assertThat(
            text(
                drifted(
                    "hn-1",
                    secret,
                    Plans.content(Change.Verb.UPDATE, "/etc/b", text, binary),
                    Plans.content(Change.Verb.UPDATE, "/etc/large", null, text))))
        .contains("content differs; it is secret and not shown")
        .contains("binary content differs: 2 -> 3 bytes")
        .contains("content differs; too large to show");
  }

  @Test
  void of_a_file_that_differs_in_too_many_lines_only_that_is_told() {
    String old = "old %d\n".repeat(600);
    String fresh = "new %d\n".repeat(700);
    assertThat(text(drifted("hn-1", Plans.update("/etc/long", old, fresh))))
        .contains(
            "    update /etc/long\n      content differs in too many lines to show: 600 -> 700\n")
        .doesNotContain("@@");
  }

  @Test
  void a_new_file_is_compared_with_nothing_and_a_missing_newline_is_told() {
    Change create = Plans.content(Change.Verb.CREATE, "/etc/new", null, FileContent.of("a\nb"));
    assertThat(text(drifted("hn-1", create)))
        .contains(
            """
                create /etc/new
                  --- /dev/null
                  +++ /etc/new
                  @@ -0,0 +1,2 @@
                  +a
                  +b
                  \\ No newline at end of file
            """);
  }

  @Test
  void without_diffs_only_the_targets_are_named() {
    RunReport run = run(drifted("hn-1", update("/etc/motd", "a\n", "b\n")));
    assertThat(new TextReport(new Printable(secrets), Palette.PLAIN, false).render(run))
        .contains("update /etc/motd")
        .doesNotContain("@@");
  }

  @Test
  void colours_come_only_when_asked_for() {
    RunReport run = run(drifted("hn-1", update("/etc/motd", "a\n", "b\n")));
    assertThat(new TextReport(new Printable(secrets), Palette.COLOUR, true).render(run))
        .contains("\u001b[31m-a\u001b[0m")
        .contains("\u001b[32m+b\u001b[0m");
  }

  private String text(NodeReport... nodes) {
    return new TextReport(new Printable(secrets), Palette.PLAIN, true).render(run(nodes));
  }
}
