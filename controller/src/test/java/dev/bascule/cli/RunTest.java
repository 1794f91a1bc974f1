package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on nodes that are this machine's shell, each with a folder of its own. */
class RunTest {
  @TempDir Path folder;
  private final Nodes nodes = new Nodes();
  private Bascule bascule;

  @BeforeEach
  void begin() throws IOException {
    bascule = new Bascule(folder).over(nodes);
    bascule.file(
        "site.yml",
        """
        - name: a file
          hosts: all
          serial: 1
          tasks:
            - name: greeting
              copy: {content: "hello [=inventory_hostname]\\n", dest: "%s/[=inventory_hostname]", mode: "0644"}
        """
            .formatted(folder.resolve("nodes")));
    Files.createDirectories(folder.resolve("nodes"));
  }

  @Test
  void a_plan_shows_what_is_pending_and_writes_nothing() throws IOException {
    Bascule.Result result = run("plan", "n1");
    assertThat(result.out())
        .isEqualTo(
            """
            n1: would change
              greeting  site.yml:5:7
                create nodes/n1
                  mode: (none) -> 0644
                  --- /dev/null
                  +++ nodes/n1
                  @@ -0,0 +1,1 @@
                  +hello n1

            1 node: 1 to change
            """);
    assertThat(result.err()).matches("\\[1/1\\] n1: to change \\(\\d+\\.\\d s\\)\n");
    assertThat(result.code()).isEqualTo(2);
    assertThat(folder.resolve("nodes/n1")).doesNotExist();
  }

  @Test
  void apply_changes_and_then_all_is_in_sync_over_one_connection_each() {
    assertThat(run("apply --yes", "n1,n2").code()).isZero();
    assertThat(folder.resolve("nodes/n2")).hasContent("hello n2");
    assertThat(nodes.connected).containsExactly("n1", "n2");
    Bascule.Result again = run("drift", "n1,n2");
    assertThat(again.out()).isEqualTo("2 nodes: 2 in sync\n");
    assertThat(again.code()).isZero();
  }

  @Test
  void at_a_terminal_apply_shows_asks_and_does_what_was_shown() {
    bascule.atTerminal("yes\n");
    Bascule.Result result = run("apply --color never", "n1");
    assertThat(result.out()).contains("n1: would change").endsWith("1 node: 1 changed\n");
    assertThat(result.err()).contains("Apply to 1 node? [y/N] ");
    assertThat(result.code()).isZero();
    assertThat(folder.resolve("nodes/n1")).hasContent("hello n1");
  }

  @Test
  void anything_but_yes_changes_nothing() {
    for (String answer : new String[] {"\n", "no\n", "yess\n", ""}) {
      bascule.atTerminal(answer);
      Bascule.Result result = run("apply", "n1");
      assertThat(result.err()).endsWith("Nothing was changed.\n");
      assertThat(result.code()).isEqualTo(2);
    }
    assertThat(folder.resolve("nodes/n1")).doesNotExist();
  }

  @Test
  void in_sync_apply_asks_nothing() {
    run("apply --yes", "n1");
    bascule.atTerminal("");
    Bascule.Result result = run("apply", "n1");
    assertThat(result.err()).doesNotContain("Apply to");
    assertThat(result.code()).isZero();
  }

  @Test
  void every_outcome_has_its_exit_code_and_the_most_serious_wins() {
    assertThat(run("plan", "n1").code()).isEqualTo(2);
    assertThat(run("plan", "n1,down-1").code()).isEqualTo(4);
    assertThat(run("apply --yes", "down-1").code()).isEqualTo(4);
    assertThat(run("apply --yes", "lost-1").code()).isEqualTo(6);
    assertThat(run("plan", "n1,bug-1,down-1").code()).isEqualTo(70);
    assertThat(run("plan -l nowhere", "n1").code()).isEqualTo(1);
  }

  @Test
  void a_failed_wave_keeps_the_next_one_from_being_begun() {
    Bascule.Result result = run("apply --yes", "down-1,n1");
    assertThat(result.out())
        .isEqualTo(
            """
            down-1: unreachable: connection refused
              hint: is sshd running?

            n1: skipped: no node of the wave before it ended well

            2 nodes: 1 unreachable, 1 skipped
            """);
    assertThat(result.code()).isEqualTo(3);
    assertThat(folder.resolve("nodes/n1")).doesNotExist();
  }

  @Test
  void retry_failed_takes_the_nodes_that_the_last_apply_left() {
    Bascule.Result never = run("apply --yes --retry-failed", "n1");
    assertThat(never.err())
        .isEqualTo(
            "bascule apply: --retry-failed: no apply of these inventories and playbooks is known\n"
                + "  hint: run 'bascule apply' without --retry-failed first\n");
    run("apply --yes", "n1,down-1");
    assertThat(run("plan --retry-failed", "n1,down-1").out()).contains("1 node: 1 unreachable");
    run("apply --yes", "n1,n2");
    Bascule.Result nothing = run("apply --yes --retry-failed", "n1,n2");
    assertThat(nothing.err())
        .isEqualTo("nothing to retry: the last apply ended well on every node\n");
    assertThat(nothing.code()).isZero();
  }

  @Test
  void a_bug_is_told_without_a_stack_trace_unless_asked_for() {
    Bascule.Result result = run("plan -q", "bug-1");
    assertThat(result.err())
        .startsWith("bascule: internal error: java.lang.IllegalStateException: oops\n")
        .contains("This is a bug in bascule")
        .doesNotContain("at dev.bascule");
    assertThat(result.code()).isEqualTo(70);
    assertThat(run("plan -v", "bug-1").err()).contains("\tat dev.bascule");
    assertThat(run("plan -q -o json", "bug-1").out()).contains("\"exit_code\":70");
  }

  @Test
  void json_is_all_that_stdout_has() {
    Bascule.Result result = run("plan -o json", "n1");
    assertThat(result.out())
        .startsWith("{\"format\":1,\"command\":\"plan\",\"exit_code\":2,")
        .endsWith("}\n")
        .hasLineCount(1);
    Bascule.Result problems = run("plan -o json -l nowhere", "n1");
    assertThat(problems.out())
        .startsWith("{\"format\":1,\"command\":\"plan\",\"exit_code\":1,\"problems\":[{\"code\":")
        .hasLineCount(1);
    assertThat(problems.err()).contains("error[");
  }

  @Test
  void colours_are_for_terminals_that_want_them() {
    bascule.atTerminal("");
    assertThat(run("plan", "n1").out()).contains("\u001b[");
    bascule.environment.put("NO_COLOR", "1");
    assertThat(run("plan", "n1").out()).doesNotContain("\u001b[");
    assertThat(run("plan --color always", "n1").out()).contains("\u001b[");
    bascule.environment.remove("NO_COLOR");
    bascule.environment.put("TERM", "dumb");
    assertThat(run("plan", "n1").out()).doesNotContain("\u001b[");
  }

  @Test
  void a_secret_stays_out_of_every_output() throws IOException {
    bascule.file(
        "site.yml",
        """
        - hosts: all
          tasks:
            - copy: {content: "pw=[=ansible_ssh_private_key_passphrase]\\n", dest: "%s/[=inventory_hostname]"}
        """
            .formatted(folder.resolve("nodes")));
    bascule.file("nodes/n1", "pw=the old one\n");
    for (String options : new String[] {"plan -vv", "plan -o json", "apply --yes", "drift -vv"}) {
      Bascule.Result result =
          run(options + " -e ansible_ssh_private_key_passphrase=hunter22", "n1");
      assertThat(result.out() + result.err())
          .doesNotContain("hunter22")
          .doesNotContain("the old one");
    }
    assertThat(folder.resolve("nodes/n1")).hasContent("pw=hunter22");
  }

  private Bascule.Result run(String command, String hosts) {
    StringBuilder inventory = new StringBuilder("all:\n  hosts:\n");
    for (String host : hosts.split(",")) {
      inventory.append("    ").append(host).append(": {ansible_connection: local}\n");
    }
    try {
      bascule.file("hosts.yml", inventory.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String line = command + " -i " + bascule.path("hosts.yml") + " " + bascule.path("site.yml");
    return bascule.run(line.split(" "));
  }
}
