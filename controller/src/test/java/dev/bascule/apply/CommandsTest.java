package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.file.Guard;
import dev.bascule.file.Resource;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Change;
import dev.bascule.plan.Plan;
import dev.bascule.state.DesiredState;
import dev.bascule.state.DesiredTask;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandsTest extends NodeFolder {

  private Resource words(String... words) {
    return new Resource.Command(List.of(words), false, Guard.NONE, null, Map.of());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void words_arrive_as_they_are(List<String> shell) throws Exception {
    Plan plan =
        node(shell)
            .plan(words("sh", "-c", "printf %s \"$1\" >\"$2\"", "-", "a  $b'*\n`", in("o") + ""));
    assertThat(node(shell).run(plan)).isEqualTo(new Outcome.Changed(plan));
    assertThat(Files.readString(in("o"))).isEqualTo("a  $b'*\n`");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_word_never_means_a_builtin_or_a_function_of_ours(List<String> shell) throws Exception {
    for (String word : List.of("exit", "finish", "unset", "quiet")) {
      assertThat(failure(node(shell).run(node(shell).plan(words(word, "0")))))
          .startsWith("command " + word + " 0: exit code 127: ");
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void directory_and_environment_hold(List<String> shell) throws Exception {
    Resource command =
        new Resource.Command(
            List.of("printf '%s' \"$A\" >o"),
            true,
            Guard.NONE,
            new AbsolutePath(folder.toString()),
            Map.of("A", "x 'y'\nz"));
    assertThat(node(shell).run(node(shell).plan(command))).isInstanceOf(Outcome.Changed.class);
    assertThat(Files.readString(in("o"))).isEqualTo("x 'y'\nz");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_failure_says_what_it_printed_and_what_was_done(List<String> shell) throws Exception {
    Plan plan =
        node(shell)
            .plan(
                file("before", "x"),
                shell("echo said; echo why >&2; exit 7", Guard.NONE),
                file("after", "x"));
    assertThat(node(shell).run(plan))
        .isEqualTo(
            new Outcome.Failed(
                Phase.APPLY,
                "command echo said; echo why >&2; exit 7: exit code 7: said\nwhy",
                null,
                List.of(in("before").toString())));
    assertThat(names()).containsExactly("before");
    assertThat(locks).isEmptyDirectory();
  }

  @Test
  void what_a_command_says_is_not_put_into_other_words() throws Exception {
    Plan plan = node().plan(shell("echo 'a: Permission denied (b)'; exit 1", Guard.NONE));
    assertThat(failure(node().run(plan))).endsWith(": exit code 1: a: Permission denied (b)");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void guards_hold(List<String> shell) throws Exception {
    Node node = node(shell);
    node.bring(shell("touch a", new Guard(at("a"), null, null)));
    node.bring(shell("rm a", new Guard(null, at("a"), null)));
    node.bring(shell("echo 1 >b", new Guard(null, null, "grep -q 1 b 2>/dev/null")));
    assertThat(names()).containsExactly("b");
  }

  @Test
  void unless_is_asked_again_after_changes_that_may_matter() throws Exception {
    Files.writeString(in("conf"), "old\n");
    Files.writeString(in("loaded"), "old\n");
    Resource load = shell("cp conf loaded", new Guard(null, null, "cmp -s conf loaded"));
    Plan plan = node().plan(file("conf", "new\n"), load);
    assertThat(plan.tasks().get(1).changes().get(0).details())
        .containsExactly(
            new Change.Detail("unless", "holds now", "asked again after the changes before it"));
    assertThat(node().run(plan)).isEqualTo(new Outcome.Changed(plan));
    assertThat(in("loaded")).hasContent("new\n");
    assertThat(node().plan(file("conf", "new\n"), load).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_daemon_that_keeps_its_output_open_holds_nothing_up(List<String> shell) throws Exception {
    Plan plan = node(shell).plan(shell("sleep 20 & echo $! >pid", Guard.NONE));
    long begin = System.nanoTime();
    assertThat(node(shell).run(plan)).isInstanceOf(Outcome.Changed.class);
    assertThat((System.nanoTime() - begin) / 1e9).isLessThan(10);
    ProcessHandle.of(Long.parseLong(Files.readString(in("pid")).strip()))
        .ifPresent(ProcessHandle::destroy);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void long_output_is_cut_to_its_end(List<String> shell) throws Exception {
    Plan plan =
        node(shell).plan(shell("yes | head -n 100000; echo at the end; exit 1", Guard.NONE));
    String failure = failure(node(shell).run(plan));
    assertThat(failure).endsWith("at the end").hasSizeLessThan(5000);
  }

  @Test
  void a_failure_names_the_handlers_that_no_later_run_will_make_up_for() throws Exception {
    DesiredTask written = task("write", file("f", "x"), List.of("late"));
    DesiredTask failing = task("fail", shell("exit 3", Guard.NONE), List.of());
    DesiredTask late = task("late", shell("echo >late", Guard.NONE), List.of());
    DesiredState state = new DesiredState(List.of(written, failing), List.of(late));
    assertThat(failure(node().run(node().check(Node.source(state)).plan())))
        .endsWith(
            "exit code 3\n"
                + "handlers that have not run, and will not before something notifies them again:"
                + " late");
    assertThat(names()).containsExactly("f");
  }

  @Test
  void a_handler_runs_once_after_all_tasks_and_only_when_notified() throws Exception {
    DesiredTask one = task("one", file("a", "x"), List.of("reload"));
    DesiredTask two = task("two", file("b", "x"), List.of("reload"));
    DesiredTask reload = task("reload", shell("echo x >>count", Guard.NONE), List.of());
    DesiredTask never = task("never", shell("echo x >>never", Guard.NONE), List.of());
    DesiredState state = new DesiredState(List.of(one, two), List.of(reload, never));
    Plan plan = node().check(Node.source(state)).plan();
    assertThat(node().run(plan)).isEqualTo(new Outcome.Changed(plan));
    assertThat(names()).containsExactly("a", "b", "count");
    assertThat(in("count")).hasContent("x\n");
    assertThat(node().check(Node.source(state)).plan().isEmpty()).isTrue();
  }

  private static DesiredTask task(String name, Resource resource, List<String> notifies) {
    return new DesiredTask("play", name, "site.yml:1:1", resource, notifies);
  }
}
