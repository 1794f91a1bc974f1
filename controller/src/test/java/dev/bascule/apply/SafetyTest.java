package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.event.Outcome;
import dev.bascule.file.Guard;
import dev.bascule.file.Resource;
import dev.bascule.plan.Plan;
import dev.bascule.transport.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class SafetyTest extends NodeFolder {

  @ParameterizedTest
  @MethodSource("shells")
  void a_script_that_is_cut_off_anywhere_does_nothing(List<String> shell) throws Exception {
    Plan plan = node(shell).plan(file("f", "x\n"), shell("touch ran", Guard.NONE));
    LocalShell cut = new LocalShell(shell);
    for (int percent = 0; percent < 100; percent += 9) {
      int share = percent;
      cut.sabotaged(text -> text.substring(0, text.length() * share / 100));
      assertThat(new Node(cut, locks).run(plan)).isNotInstanceOf(Outcome.Changed.class);
    }
    cut.sabotaged(text -> text.substring(0, text.length() - "main </dev/null\n".length() + 3));
    assertThat(new Node(cut, locks).run(plan)).isNotInstanceOf(Outcome.Changed.class);
    assertThat(names()).isEmpty();
  }

  @Test
  void a_probe_that_is_cut_off_is_a_failure_not_an_empty_node() {
    LocalShell cut = new LocalShell(LocalShell.DASH).sabotaged(text -> text.substring(0, 300));
    assertThatThrownBy(() -> new Node(cut, locks).plan(file("f", "x")))
        .isInstanceOf(TransportException.class)
        .hasMessageStartingWith("the probe's script ended with exit code ");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_second_apply_is_refused_while_one_is_at_work(List<String> shell) throws Exception {
    Plan slow =
        node(shell).plan(shell("echo >begun; while [ ! -e go ]; do sleep 0.05; done", Guard.NONE));
    Plan other = node(shell).plan(file("f", "x"));
    CompletableFuture<Outcome> first =
        CompletableFuture.supplyAsync(() -> node(shell).run(slow), LocalShell.OWN_THREAD);
    while (!Files.exists(in("begun"))) {
      Thread.onSpinWait();
    }
    Outcome second = node(shell).run(other);
    Files.writeString(in("go"), "");
    assertThat(second).isInstanceOf(Outcome.Refused.class);
    assertThat(((Outcome.Refused) second).reason())
        .matches("another apply is at work on this node: .+, for \\d+ s");
    assertThat(first.join()).isInstanceOf(Outcome.Changed.class);
    assertThat(names()).containsExactly("begun", "go");
    assertThat(node(shell).run(other)).isInstanceOf(Outcome.Changed.class);
    assertThat(locks).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void between_two_scripts_of_one_run_nobody_else_comes(List<String> shell) throws Exception {
    Plan first = node(shell).plan(file("f", "x"));
    Hold hold = new Hold("0123456789ab", Duration.ofSeconds(60));
    assertThat(node(shell).run(first, hold)).isInstanceOf(Outcome.Changed.class);

    Plan other = node(shell).plan(file("g", "x"));
    Outcome refused = node(shell).run(other);
    assertThat(refused).isInstanceOf(Outcome.Refused.class);
    assertThat(((Outcome.Refused) refused).why()).isEqualTo(Outcome.Refused.Why.BUSY);
    assertThat(names()).containsExactly("f");

    assertThat(node(shell).run(other, Hold.last(hold.name()))).isInstanceOf(Outcome.Changed.class);
    assertThat(locks).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_lock_that_was_kept_for_a_script_that_never_came_is_free_in_the_end(List<String> shell)
      throws Exception {
    String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    for (String owner :
        List.of(
            "@0123456789ab 1 " + boot + " 1 eve@ops",
            "@0123456789ab 99999999999 00000000-0000-0000-0000-000000000000 1 eve@ops",
            "@ x",
            "")) {
      Files.createSymbolicLink(
          locks.resolve("bascule.lock"), Path.of(owner.isEmpty() ? "-" : owner));
      Plan plan = node(shell).plan(file("f", "of " + owner));
      assertThat(node(shell).run(plan)).isInstanceOf(Outcome.Changed.class);
      assertThat(locks).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void nothing_is_written_under_anothers_transaction(List<String> shell) throws Exception {
    Plan plan = node(shell).plan(file("f", "x"));
    Path transaction = transaction("exit 0\n", "");
    assertThat(((Outcome.Refused) node(shell).run(plan)).reason())
        .matches("transaction 0123 is at work on this node: eve@ops, for \\d+ s");

    Files.writeString(transaction.resolve("meta"), "manual=yes\n", StandardOpenOption.APPEND);
    Outcome.Refused manual = (Outcome.Refused) node(shell).run(plan);
    assertThat(manual.reason())
        .startsWith("transaction 0123, which waits for a person's word, is at work on this node: ");
    assertThat(manual.why()).isEqualTo(Outcome.Refused.Why.UNSAFE);
    assertThat(manual.hint()).contains("bascule abort hn1");
    assertThat(names()).isEmpty();

    // It is the run's own, or it ends when it is asked.
    assertThat(node(shell).run(plan, Hold.last("0123"))).isInstanceOf(Outcome.Changed.class);
    transaction("rm \"${0%/tx/*}/pending\"\n", "");
    assertThat(node(shell).run(node(shell).plan(file("g", "x"))))
        .isInstanceOf(Outcome.Changed.class);
    Files.delete(transaction.resolve("program"));
    transaction(null, "999999999 1 before:1");
    assertThat(node(shell).run(node(shell).plan(file("h", "x"))))
        .isInstanceOf(Outcome.Changed.class);
  }

  /** As a transaction does that is confirmed: the lock is its run's, and then it is over. */
  private String handingOn() throws IOException {
    String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    Path lock = locks.resolve("bascule.lock");
    String kept = "'@0123 99999999999 " + boot + " 1700000000 eve@ops'";
    return "ln -s %s %s.a && mv -f %2$s.a %2$s && rm %s/state/pending\n"
        .formatted(kept, lock, locks);
  }

  private void assertHeldByTheOther(Outcome outcome) throws IOException {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(((Outcome.Refused) outcome).why()).isEqualTo(Outcome.Refused.Why.BUSY);
    assertThat(((Outcome.Refused) outcome).reason()).contains("eve@ops");
    assertThat(names()).isEmpty();
    assertThat(Files.readSymbolicLink(locks.resolve("bascule.lock")).toString())
        .startsWith("@0123 ");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void who_waited_for_a_transaction_that_hands_the_lock_on_writes_nothing(List<String> shell)
      throws Exception {
    Plan plan = node(shell).plan(file("f", "x"));
    transaction(handingOn(), "");
    assertHeldByTheOther(node(shell).run(plan));
    assertThat(node(shell).run(plan, Hold.last("0123"))).isInstanceOf(Outcome.Changed.class);
    assertThat(locks.resolve("bascule.lock")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_lock_that_is_handed_on_before_the_first_look_is_seen_too(List<String> shell)
      throws Exception {
    Plan plan = node(shell).plan(file("f", "x"));
    transaction("exit 0\n", "");
    LocalShell late = new LocalShell(shell);
    String moment = "\nuntouched\n";
    String handing = handingOn();
    late.sabotaged(text -> text.replace(moment, "\n" + handing + moment));
    assertHeldByTheOther(new Node(late, locks).run(plan));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void who_is_refused_leaves_a_lock_that_was_handed_on_meanwhile(List<String> shell)
      throws Exception {
    Plan plan = node(shell).plan(file("f", "x"));
    transaction("exit 0\n", "");
    LocalShell late = new LocalShell(shell);
    String handing = handingOn();
    late.sabotaged(text -> text.replace("finish() {\n", "finish() {\n" + handing));
    assertHeldByTheOther(new Node(late, locks).run(plan));
  }

  private Path transaction(@Nullable String program, String stager) throws IOException {
    Path state = locks.resolve("state");
    Path folder = Files.createDirectories(state.resolve("tx/0123"));
    Files.deleteIfExists(state.resolve("pending"));
    Files.createSymbolicLink(state.resolve("pending"), Path.of("tx/0123"));
    if (program == null) {
      Files.createSymbolicLink(folder.resolve("stager"), Path.of(stager));
    } else {
      Files.writeString(folder.resolve("program"), program);
    }
    Files.writeString(folder.resolve("meta"), "id=0123\nowner=eve@ops\ncreated=1700000000\n");
    return folder;
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_lock_of_a_dead_process_or_an_older_boot_is_taken_over(List<String> shell)
      throws Exception {
    String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    long pid = ProcessHandle.current().pid();
    for (String owner :
        List.of(
            "999999999 1 " + boot + " 1 old@one",
            pid + " 1 " + boot + " 1 another process with the same number",
            pid + " 1 00000000-0000-0000-0000-000000000000 1 before the boot")) {
      Files.createSymbolicLink(locks.resolve("bascule.lock"), Path.of(owner));
      Plan plan = node(shell).plan(file("f", owner));
      assertThat(node(shell).run(plan)).isInstanceOf(Outcome.Changed.class);
      assertThat(locks).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void what_a_killed_apply_staged_is_removed_by_the_next(List<String> shell) throws Exception {
    String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).substring(0, 8);
    Files.writeString(in(".f.bascule-" + boot + "-999999999-0"), "half");
    Files.writeString(in(".f.bascule-00000000-1-0"), "half");
    Files.writeString(in(".f.bascule-" + boot + "-1-0"), "a living process's");
    node(shell).bring(file("f", "x"));
    assertThat(names()).containsExactly(".f.bascule-" + boot + "-1-0", "f");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void killed_at_any_step_each_file_is_old_or_new(List<String> shell) throws Exception {
    Resource[] wanted =
        IntStream.range(0, 4).mapToObj(i -> file("f" + i, "new " + i)).toArray(Resource[]::new);
    List<String> calls = List.of("stage 2", "sealed", "step 0", "step 2", "paths\n");
    for (String call : calls) {
      for (int i = 0; i < 4; i++) {
        Files.writeString(in("f" + i), "old " + i);
      }
      Plan plan = node(shell).plan(wanted);
      LocalShell killed = new LocalShell(shell);
      killed.sabotaged(text -> killBefore(text, call));
      assertThat(new Node(killed, locks).run(plan)).isInstanceOf(Outcome.Unknown.class);
      for (int i = 0; i < 4; i++) {
        assertThat(Files.readString(in("f" + i))).isIn("old " + i, "new " + i);
      }
      node(shell)
          .bring(
              file("f0", "after"), file("f1", "after"), file("f2", "after"), file("f3", "after"));
      assertThat(names()).containsExactly("f0", "f1", "f2", "f3");
      assertThat(locks).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void killed_at_any_moment_each_file_is_old_or_new(List<String> shell) throws Exception {
    Random random = new Random(11);
    // Of all rounds: the shell's last mv outlives it, and may end when the next round has begun.
    Set<String> whole = new HashSet<>();
    for (int round = 0; round < 25; round++) {
      String old = round + " old ".repeat(5000);
      String fresh = round + " new ".repeat(9000);
      whole.addAll(List.of(old, fresh));
      Files.writeString(in("f0"), old);
      Files.writeString(in("f1"), old);
      Plan plan = node(shell).plan(file("f0", fresh), file("f1", fresh), directory("d" + round));
      LocalShell killed = new LocalShell(shell);
      int delay = random.nextInt(90);
      // From within, so that it is killed at a moment of its own run, not of the JVM's.
      killed.sabotaged(text -> "p=$$; (sleep 0.0" + delay + "; kill -9 $p) &\n" + text);
      assertThat(new Node(killed, locks).run(plan)).isNotInstanceOf(Outcome.Failed.class);
      assertThat(whole.contains(Files.readString(in("f0")))).as("f0 is whole").isTrue();
      assertThat(whole.contains(Files.readString(in("f1")))).as("f1 is whole").isTrue();
    }
    node(shell).bring(file("f0", "after"), file("f1", "after"));
    assertThat(names()).noneMatch(name -> name.contains("bascule"));
    assertThat(locks).isEmptyDirectory();
  }

  private static String killBefore(String text, String call) {
    int at = text.lastIndexOf("\n" + call);
    assertThat(at).isPositive();
    return text.substring(0, at) + "\nkill -9 $$" + text.substring(at);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_lost_connection_leaves_no_step_half_done(List<String> shell) throws Exception {
    Plan plan =
        node(shell)
            .plan(
                file("f", "x"),
                shell("kill -HUP $PPID; kill -PIPE $PPID", Guard.NONE),
                file("g", "x"));
    LocalShell deaf = new LocalShell(shell).deaf();
    assertThat(new Node(deaf, locks).run(plan)).isInstanceOf(Outcome.Unknown.class);
    assertThat(names()).containsExactly("f", "g");
    assertThat(locks).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_file_that_does_not_read_back_as_written_is_never_put_in_place(List<String> shell)
      throws Exception {
    Plan plan = node(shell).plan(file("f", "hello"));
    LocalShell wrong =
        new LocalShell(shell).sabotaged(text -> text.replace("aGVsbG8=", "aGVsbG9v"));
    assertThat(new Node(wrong, locks).run(plan))
        .extracting(SafetyTest::failure)
        .isEqualTo(
            "cannot write a file: it does not read back as it was written; nothing was changed");
    assertThat(names()).isEmpty();
  }

  @Test
  void a_value_that_does_not_stay_is_a_failure() throws Exception {
    Plan plan = node().plan(file("f", "x"), shell("chmod 600 f", Guard.NONE));
    assertThat(failure(node().run(plan)))
        .isEqualTo(in("f") + " is not as it was set, read back right after");
  }

  static Stream<List<String>> shells() {
    return Shells.all();
  }
}
