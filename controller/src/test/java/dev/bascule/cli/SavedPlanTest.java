package dev.bascule.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.saved.SealKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that are saved, and done later, on nodes that are this machine's shell. */
class SavedPlanTest {
  @TempDir Path folder;
  private final Nodes nodes = new Nodes();
  private Bascule bascule;

  @BeforeEach
  void begin() throws IOException {
    bascule = new Bascule(folder).over(nodes);
    hosts("n1", "n2");
    play("hello [=inventory_hostname][=more!'']");
    Files.createDirectories(folder.resolve("nodes"));
  }

  private void hosts(String... names) throws IOException {
    StringBuilder text = new StringBuilder("all:\n  hosts:\n");
    for (String name : names) {
      text.append("    ").append(name).append(": {ansible_connection: local}\n");
    }
    bascule.file("hosts.yml", text.toString());
  }

  private void play(String content) throws IOException {
    bascule.file(
        "site.yml",
        """
        - name: a file
          hosts: all
          tasks:
            - name: greeting
              copy: {content: "%s\\n", dest: "%s/[=inventory_hostname][=ending!'']", mode: "0644"}
        """
            .formatted(content, folder.resolve("nodes")));
  }

  private Bascule.Result run(String line) {
    return bascule.run(
        // One after the other: all nodes are this machine, and have one lock.
        Stream.of(line.replaceFirst("^apply ", "apply --forks 1 ").split(" "))
            .map(word -> word.replace("~", folder + "/"))
            .toArray(String[]::new));
  }

  private Bascule.Result plan() {
    return run("plan --out ~it -i ~hosts.yml ~site.yml");
  }

  private Path node(String name) {
    return folder.resolve("nodes").resolve(name);
  }

  @Test
  void a_plan_is_saved_for_its_owner_and_apply_does_it() throws IOException {
    Bascule.Result plan = plan();
    assertThat(plan.err()).endsWith("saved as it: 2 to change; to do it: bascule apply it\n");
    assertThat(plan.code()).isEqualTo(2);
    assertThat(Files.getPosixFilePermissions(folder.resolve("it")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    nodes.connected.clear();

    Bascule.Result apply = run("apply --yes ~it");
    assertThat(apply.out()).endsWith("2 nodes: 2 changed\n");
    assertThat(apply.err())
        .containsPattern("plan of \\S+Z \\(\\d+m?s ago\\) by \\S+@\\S+: 2 to change\n");
    assertThat(apply.code()).isZero();
    assertThat(node("n1")).hasContent("hello n1");
    assertThat(nodes.connected).as("one connection each").containsExactly("n1", "n2");
  }

  @Test
  void a_saved_plan_that_is_done_leaves_nothing_to_do() {
    plan();
    run("apply --yes ~it");
    Bascule.Result again = run("apply --yes ~it");
    assertThat(again.out()).isEqualTo("2 nodes: 2 in sync\n");
    assertThat(again.code()).isZero();
  }

  @Test
  void a_node_that_moved_on_is_refused_and_says_what_differs_and_the_others_are_done()
      throws IOException {
    plan();
    Files.writeString(node("n1"), "somebody was here\n");
    Bascule.Result apply = run("apply --yes ~it");
    assertThat(apply.out())
        .contains("refused")
        .contains(
            "moved on since the plan was saved: nothing left of 'create nodes/n1'; now also 'update"
                + " nodes/n1'")
        .contains("plan again");
    assertThat(apply.code()).isEqualTo(3);
    assertThat(node("n1")).hasContent("somebody was here");
    assertThat(node("n2")).hasContent("hello n2");
  }

  @Test
  void a_node_that_it_was_tried_on_in_vain_is_not_contacted_again_but_the_others_are()
      throws IOException {
    hosts("n1", "lost-2");
    plan();
    assertThat(run("apply --yes ~it").out()).endsWith("2 nodes: 1 changed, 1 unknown\n");
    Files.delete(node("n1"));
    nodes.connected.clear();

    Bascule.Result again = run("apply --yes ~it");
    assertThat(again.out())
        .containsPattern(
            "lost-2: refused: what became of it is not known since run"
                + " [0-9]{8}-[0-9]{6}-[0-9a-f]{4} at \\S+Z\n  hint: look at it, with bascule"
                + " status or bascule resume, and plan again\n")
        .endsWith("2 nodes: 1 changed, 1 refused\n");
    assertThat(again.code()).isEqualTo(3);
    assertThat(nodes.connected).containsExactly("n1");
    bascule.atTerminal("y\n");
    Files.delete(node("n1"));
    assertThat(run("apply ~it").err()).contains("Apply to 1 node?");

    plan();
    nodes.connected.clear();
    run("apply --yes ~it");
    assertThat(nodes.connected).as("another plan").contains("lost-2");
  }

  @Test
  void a_file_that_would_be_replaced_by_the_same_but_is_another_one_now_is_moved_on()
      throws IOException {
    Files.writeString(node("n1"), "old\n");
    plan();
    Files.writeString(node("n1"), "older\n");
    assertThat(run("apply --yes ~it").out())
        .contains("'update nodes/n1' would not do the same, or not to the same");
    Files.writeString(node("n1"), "old\n");
    assertThat(run("apply --yes ~it").code()).isZero();
  }

  @Test
  void a_node_that_was_in_sync_is_not_touched_and_told_where_it_drifted_since() throws IOException {
    run("apply --yes -i ~hosts.yml -l n1 ~site.yml");
    assertThat(plan().err()).contains("saved as it: 1 to change, 1 in sync");
    Files.writeString(node("n1"), "drifted\n");
    Bascule.Result apply = run("apply --yes ~it");
    assertThat(apply.out())
        .contains("it was in sync when the plan was saved, and is not now: update nodes/n1");
    assertThat(node("n1")).hasContent("drifted");
  }

  @Test
  void what_ends_the_play_early_also_ends_it_where_a_node_in_sync_drifted_since()
      throws IOException {
    Files.writeString(node("n1"), "hello n1\n");
    Files.setPosixFilePermissions(node("n1"), PosixFilePermissions.fromString("rw-r--r--"));
    hosts("n1", "n2", "n3", "n4");
    play("hello [=inventory_hostname]");
    String tasks = Files.readString(folder.resolve("site.yml"));
    for (String rule : List.of("any_errors_fatal: true", "max_fail_percentage: 20")) {
      bascule.file("site.yml", tasks.replace("  tasks:", "  " + rule + "\n  tasks:"));
      Files.writeString(node("n1"), "hello n1\n");
      plan();
      Files.writeString(node("n1"), "somebody was here\n");
      Bascule.Result apply = run("apply --yes ~it");
      assertThat(apply.out())
          .contains("n1: refused: it was in sync when the plan was saved")
          .contains("n2, n3, n4 (3 nodes): skipped: ")
          .contains(rule.replaceFirst(":.*", ""))
          .endsWith("4 nodes: 1 refused, 3 skipped\n");
      assertThat(node("n2")).doesNotExist();
    }
    bascule.file("site.yml", tasks.replace("  tasks:", "  max_fail_percentage: 25\n  tasks:"));
    Files.writeString(node("n1"), "hello n1\n");
    plan();
    Files.writeString(node("n1"), "somebody was here\n");
    assertThat(run("apply --yes ~it").out()).as("of four").endsWith("3 changed, 1 refused\n");
  }

  @Test
  void a_node_that_was_not_reached_is_saved_as_that_and_skipped_with_the_reason()
      throws IOException {
    hosts("n1", "down-2");
    Bascule.Result plan = plan();
    assertThat(plan.err()).contains("saved as it: 1 to change, 1 not planned, to be skipped");
    assertThat(plan.code()).isEqualTo(4);
    nodes.connected.clear();
    Bascule.Result apply = run("apply --yes ~it");
    assertThat(apply.out())
        .contains("not in the saved plan: it was not reached: connection refused");
    assertThat(nodes.connected).containsExactly("n1");
    assertThat(apply.code()).isEqualTo(3);
  }

  @Test
  void inputs_that_changed_went_or_came_are_all_named_before_any_node_is_contacted()
      throws IOException {
    bascule.file("group_vars/all.yml", "more: ' a'\n").file("host_vars/n1.yml", "x: 1\n");
    plan();
    nodes.connected.clear();
    play("bye");
    Files.delete(folder.resolve("host_vars/n1.yml"));
    Bascule.Result apply = run("apply --yes ~it");
    assertThat(apply.err())
        .isEqualTo(
            """
            host_vars/n1.yml:1:1: error[saved-plan-input]: is gone since the plan was saved
            site.yml:1:1: error[saved-plan-input]: changed since the plan was saved
            """);
    assertThat(apply.code()).isEqualTo(1);
    play("hello [=inventory_hostname][=more!'']");
    bascule.file("host_vars/n1.yml", "x: 1\n").file("host_vars/n2.yml", "more: b\n");
    assertThat(run("apply --yes ~it").err())
        .isEqualTo(
            "host_vars/n2.yml:1:1: error[saved-plan-input]: was added since the plan was saved\n");
    assertThat(nodes.connected).isEmpty();
  }

  @Test
  void what_an_inventory_program_prints_is_an_input_too() throws IOException {
    bascule.file(
        "answer",
        "{\"all\": {\"hosts\": [\"n1\"]}, \"_meta\": {\"hostvars\": {\"n1\": {\"ansible_connection\": \"local\"}}}}");
    bascule.file("inv", "#!/bin/sh\nexec cat " + folder.resolve("answer") + "\n");
    Files.setPosixFilePermissions(
        folder.resolve("inv"), PosixFilePermissions.fromString("rwxr-xr-x"));
    run("plan --out ~it -i ~inv ~site.yml");
    bascule.file(
        "answer",
        "{\"all\": {\"hosts\": [\"n3\"]}, \"_meta\": {\"hostvars\": {\"n3\": {\"ansible_connection\": \"local\"}}}}");
    assertThat(run("apply --yes ~it").err())
        .isEqualTo(
            """
            output of inv --list:1:1: error[saved-plan-input]: is not what it was when the plan was saved
            it:1:1: error[saved-plan-input]: node n3 came in since the plan was saved
            it:1:1: error[saved-plan-input]: node n1 is in no inventory any more
            """);
  }

  @Test
  void at_a_terminal_what_was_saved_is_shown_and_asked_about() {
    plan();
    nodes.connected.clear();
    bascule.atTerminal("no\n");
    Bascule.Result no = run("apply ~it");
    assertThat(no.out()).contains("n1: would change\n").contains("+hello n1\n");
    assertThat(no.err()).contains("Apply to 2 nodes? [y/N]").endsWith("Nothing was changed.\n");
    assertThat(no.code()).isEqualTo(2);
    assertThat(nodes.connected).isEmpty();
    bascule.atTerminal("y\n");
    assertThat(run("apply --color never ~it").out())
        .contains("2 to change\nn1: changed\n")
        .endsWith("      mode: (none) -> 0644\n\n2 nodes: 2 changed\n");
  }

  @Test
  void plan_of_a_saved_plan_shows_it_and_contacts_no_node() {
    plan();
    nodes.connected.clear();
    Bascule.Result shown = run("plan ~it");
    assertThat(shown.out()).contains("n1: would change\n").endsWith("2 nodes: 2 to change\n");
    assertThat(shown.code()).isEqualTo(2);
    assertThat(nodes.connected).isEmpty();
  }

  @Test
  void a_file_that_was_edited_or_cut_is_refused() throws IOException {
    plan();
    String whole = Files.readString(folder.resolve("it"));
    String hint = "  hint: plan again: bascule plan --out FILE\n";
    bascule.file("it", whole.replace("n1", "n9"));
    assertThat(run("apply --yes ~it").err())
        .isEqualTo(
            "it:1:1: error[saved-plan-damaged]: this saved plan was changed since it was saved\n"
                + hint);
    for (int length : new int[] {60, whole.length() / 2, whole.length() - 1}) {
      bascule.file("it", whole.substring(0, length));
      assertThat(run("apply --yes ~it").err())
          .isEqualTo("it:1:1: error[saved-plan-damaged]: this saved plan is not whole\n" + hint);
    }
  }

  @Test
  void another_versions_plan_is_refused() throws IOException {
    plan();
    String whole = Files.readString(folder.resolve("it"));
    bascule.file("it", whole.replace("{\"bascule_saved_plan\":1,", "{\"bascule_saved_plan\":2,"));
    assertThat(run("apply --yes ~it").err())
        .startsWith(
            "it:1:1: error[saved-plan-version]: this plan was saved in format 2, and this is"
                + " format 1\n");
  }

  @Test
  void a_plan_that_is_too_old_is_refused() {
    plan();
    Bascule.Result result = run("apply --yes --max-age 1ms ~it");
    assertThat(result.err().replaceAll("saved \\S+ ago", "saved a while ago"))
        .isEqualTo(
            """
            it:1:1: error[saved-plan-age]: this plan was saved a while ago, and --max-age is 1ms
              hint: plan again: bascule plan --out FILE
            """);
    assertThat(run("apply --yes --max-age 1h ~it").code()).isZero();
    assertThat(run("apply --yes --max-age 1h -i ~hosts.yml ~site.yml").code()).isEqualTo(64);
  }

  @Test
  void another_controller_needs_the_key_and_with_it_applies() throws IOException {
    bascule.file("key", "0123456789abcdef0123\n");
    bascule.environment.put("BASCULE_PLAN_KEY", bascule.path("key"));
    plan();
    bascule.environment.remove("BASCULE_PLAN_KEY");
    assertThat(run("apply --yes ~it").err())
        .isEqualTo(
            """
            it:1:1: error[saved-plan-key]: this plan was sealed with key KEY, and no key is known here
              hint: plan and apply with one key: BASCULE_PLAN_KEY names its file
            """
                .replace("KEY, ", new SealKey("0123456789abcdef0123".getBytes(UTF_8)).id() + ", "));
    bascule.environment.put("HOME", bascule.path("elsewhere"));
    bascule.environment.put("BASCULE_PLAN_KEY", bascule.path("key"));
    assertThat(run("apply --yes ~it").code()).isZero();
  }

  @Test
  void no_value_of_extra_vars_is_in_a_saved_plan_and_each_is_named_again() throws IOException {
    play("the word is [=db_password] [=note]");
    String plan = "plan --out ~it -i ~hosts.yml -e db_password=hunter2 -e note=simple ~site.yml";
    assertThat(run(plan).code()).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("it")))
        .doesNotContain("hunter2")
        .doesNotContain("simple");
    Bascule.Result without = run("apply --yes ~it");
    assertThat(without.err())
        .isEqualTo(
            """
            bascule apply: the saved plan does not keep -e of db_password, which may be secret
              hint: name it again, as for the plan: bascule apply -e …; only files are kept: -e @FILE
            """);
    assertThat(without.code()).isEqualTo(64);
    assertThat(run("apply --yes -e db_password=other1 -e note=simple ~it").code()).isEqualTo(64);
    assertThat(run("apply --yes -e db_password=hunter2 ~it").err()).contains("keep -e of note,");
    assertThat(run("apply --yes -e db_password=hunter2 -e note=simple ~it").code()).isZero();
    assertThat(node("n1")).hasContent("the word is hunter2 simple");
  }

  @Test
  void a_value_of_any_form_is_masked_whole_wherever_a_saved_plan_shows_it() throws IOException {
    play("[=pins[0]] [=more] [=port]");
    String extra =
        "-e {\"pins\":[\"pa,ss}w'rd\"],\"port\":4821390657} -e more='k=l:m,n' -e ending=.conf";
    assertThat(run("plan --out ~it -i ~hosts.yml " + extra + " ~site.yml").code()).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("it")))
        .contains("{\"names\":\"pins, port\",")
        .contains("+******** ******** ********")
        .contains("/nodes/n1********")
        .doesNotContain("ss}w")
        .doesNotContain("4821390657")
        .doesNotContain("l:m")
        .doesNotContain(".conf");
    Files.writeString(node("n2.conf"), "somebody\n");
    assertThat(run("apply --yes " + extra + " ~it").out())
        .contains("nothing left of 'create nodes/n2********'; now also 'update nodes/n2********'")
        .endsWith("2 nodes: 1 changed, 1 refused\n");
    assertThat(node("n1.conf")).hasContent("pa,ss}w'rd k=l:m,n 4821390657");
  }

  @Test
  void a_file_of_extra_vars_is_kept_by_its_path_and_is_an_input() throws IOException {
    bascule.file("more.yml", "more: ' simple'\n");
    run("plan --out ~it -i ~hosts.yml -e @~more.yml ~site.yml");
    assertThat(run("apply --yes ~it").code()).isZero();
    assertThat(node("n1")).hasContent("hello n1 simple");
    bascule.file("more.yml", "more: ' other'\n");
    assertThat(run("apply --yes ~it").err())
        .isEqualTo("more.yml:1:1: error[saved-plan-input]: changed since the plan was saved\n");
  }

  @Test
  void what_would_make_another_plan_is_a_usage_error() {
    plan();
    for (String option :
        new String[] {"-i ~hosts.yml", "-l n1", "-t x", "-e a=b", "--retry-failed"}) {
      Bascule.Result result = run("apply --yes " + option + " ~it");
      assertThat(result.err()).contains("would change what the saved plan says");
      assertThat(result.code()).isEqualTo(64);
    }
    assertThat(run("apply --yes ~it ~site.yml").err()).contains("a saved plan stands alone");
    Bascule.Result unrehearsed = run("apply --yes --no-rehearsal ~it");
    assertThat(unrehearsed.err())
        .isEqualTo(
            """
            bascule apply: --no-rehearsal would change what the saved plan says
              hint: say it in the play, and plan again: safe_apply: {rehearsal: skip}
            """);
    assertThat(unrehearsed.code()).isEqualTo(64);
    assertThat(run("apply --yes --confirm manual ~it").code()).isZero();
  }

  @Test
  void a_place_that_cannot_be_written_or_holds_something_else_is_refused_before_any_contact() {
    assertThat(run("plan --out ~no/it -i ~hosts.yml ~site.yml").code()).isEqualTo(64);
    assertThat(run("plan --out ~site.yml -i ~hosts.yml ~site.yml").err())
        .isEqualTo(
            """
            bascule plan: option '--out': site.yml is there already, and is no saved plan
              hint: name another file, or remove it
            """);
    assertThat(nodes.connected).isEmpty();
    plan();
    assertThat(plan().code()).as("a saved plan is replaced").isEqualTo(2);
  }

  @Test
  void plays_over_other_nodes_are_compared_all_before_the_first_is_done() throws IOException {
    String dest = folder.resolve("nodes").toString();
    bascule.file(
        "site.yml",
        """
        - hosts: all
          tasks:
            - copy: {content: "one\\n", dest: "%s/[=inventory_hostname]", mode: "0644"}
        - hosts: n2
          tasks:
            - copy: {content: "two\\n", dest: "%s/second", mode: "0644"}
        """
            .formatted(dest, dest));
    plan();
    Files.writeString(node("second"), "moved\n");
    assertThat(run("apply --yes ~it").out()).contains("moved on since the plan was saved");
    assertThat(node("n1")).hasContent("one");
    assertThat(node("n2")).doesNotExist();
    Files.delete(node("second"));
    Files.delete(node("n1"));
    assertThat(run("apply --yes ~it").out()).endsWith("2 nodes: 2 changed\n");
    assertThat(node("second")).hasContent("two");
  }
}
