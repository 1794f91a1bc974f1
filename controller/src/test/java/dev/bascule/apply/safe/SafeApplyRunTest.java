package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.apply.Deadlines;
import dev.bascule.event.Outcome;
import dev.bascule.event.RunEvent;
import dev.bascule.file.Guard;
import dev.bascule.file.Resource;
import dev.bascule.file.RunCommand;
import dev.bascule.model.Change;
import dev.bascule.model.IpAddress;
import dev.bascule.model.NodeName;
import dev.bascule.network.EmptyTransaction;
import dev.bascule.network.NetworkChange;
import dev.bascule.network.SafeApply;
import dev.bascule.network.Transaction;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import dev.bascule.transport.TransportException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each ending of a safe apply, told by a node whose answers are declared. */
class SafeApplyRunTest {
  private static final NodeName NODE = new NodeName("hn-1");
  private static final String[] ARMED = {
    "==armed", "id=ID", "left=90", "machine-id=m1", "mark=boot1:7", "==started", "==end"
  };

  private final ManualPace pace = new ManualPace();
  private final FakeNode node = new FakeNode(pace).says("stage", ARMED);
  private final List<RunEvent> events = new ArrayList<>();
  private final Neighbourhood neighbours = new Neighbourhood(FakeNode.NOBODY);
  @TempDir Path folder;

  private static String[] standing(String state, String... more) {
    List<String> lines = new ArrayList<>();
    lines.addAll(
        List.of("==tx", "id=ID", "machine-id=m1", "mark=boot1:7", "nonce=n1", "state=" + state));
    lines.addAll(List.of(more));
    lines.add("==end");
    return lines.toArray(new String[0]);
  }

  private static String[] proven() {
    List<String> lines = new ArrayList<>(List.of("==proven"));
    lines.addAll(List.of(standing("applied", "decision=-")));
    return lines.toArray(new String[0]);
  }

  @Test
  void a_change_that_a_fresh_login_proves_is_confirmed_with_two_connections_and_three_execs()
      throws IOException {
    node.says("prove", proven()).says("confirm", standing("confirmed", "batch-ms=12"));
    Outcome outcome = run(false);
    assertThat(outcome).isInstanceOf(Outcome.Changed.class);
    assertThat(((Outcome.Changed) outcome).notes().toString()).contains("batch took 12 ms");
    assertThat(node.asked()).containsExactly("stage", "connect", "prove", "confirm");
    assertThat(new KeptFiles(folder).of(NODE)).isEmpty();
  }

  @Test
  void a_batch_that_is_shorter_than_the_nodes_clock_counts_took_less_than_that()
      throws IOException {
    node.says("prove", proven()).says("confirm", standing("confirmed", "batch-ms=0"));
    assertThat(((Outcome.Changed) run(false)).notes().toString())
        .contains("batch took less than 10 ms");
  }

  @Test
  void a_confirmation_of_which_one_half_failed_is_told_as_gone_back() {
    String[] went =
        standing("rolled-back-verified", "decision=rollback:confirm-file", "note=/etc/a is not");
    node.says("prove", proven()).says("confirm", went);
    assertThat(run(false))
        .isEqualTo(
            new Outcome.RolledBack(
                plan(), "it was proven, but a file could not be put in place", "/etc/a is not"));
  }

  @Test
  void no_fresh_login_ends_in_the_nodes_own_verdict() {
    node.doors(FakeNode.shut()).answers("abort", () -> "");
    Outcome outcome = run(false);
    // Nobody ever answered: all that is known is when the node's timer fires.
    assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
    assertThat(((Outcome.Unknown) outcome).message())
        .contains("no answer from 10.0.0.5")
        .contains("its own timer fires by");
    assertThat(pace.passed()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(260));
  }

  @Test
  void a_node_that_is_back_after_its_deadline_says_that_it_rolled_back() {
    node.doors(after(Duration.ofSeconds(95)))
        .says("abort", standing("rolled-back-verified", "decision=rollback:deadline"));
    assertThat(run(false))
        .isEqualTo(
            new Outcome.RolledBack(
                plan(),
                "no confirmation reached the node in time: no answer from 10.0.0.5",
                "plan again once the reason is gone; nothing is tried again by itself"));
  }

  @Test
  void a_rollback_that_differs_is_told_with_its_diff() {
    node.doors(after(Duration.ofSeconds(95)))
        .says(
            "abort",
            "==tx",
            "id=ID",
            "state=rolled-back-differs",
            "decision=rollback:deadline",
            "==verdict",
            "-route default via 10.0.0.1",
            "==end");
    Outcome outcome = run(false);
    assertThat(outcome).isInstanceOf(Outcome.RolledBackDiffers.class);
    assertThat(((Outcome.RolledBackDiffers) outcome).differences())
        .containsExactly("-route default via 10.0.0.1");
  }

  @Test
  void a_rollback_that_fails_is_told_with_its_last_rung() {
    node.doors(after(Duration.ofSeconds(95)))
        .says(
            "abort",
            standing(
                "rollback-failed",
                "decision=rollback:deadline",
                "rung=4",
                "==verdict",
                "- route default via 10.0.0.1"));
    Outcome.RollbackFailed outcome = (Outcome.RollbackFailed) run(false);
    assertThat(outcome.rung()).isEqualTo("the node's own network service");
    assertThat(outcome.differences()).containsExactly("- route default via 10.0.0.1");
  }

  @Test
  void a_change_says_that_it_was_rehearsed_or_why_not() {
    FakeNode can = new FakeNode(pace).says("stage", with("==rehearsed", "140"));
    can.says("prove", proven()).says("confirm", standing("confirmed"));
    assertThat(((Outcome.Changed) run(can, false)).notes())
        .contains("rehearsed on the node before, in 140 ms");
    FakeNode cannot = new FakeNode(pace).says("stage", with("==unrehearsed", "no unshare"));
    cannot.says("prove", proven()).says("confirm", standing("confirmed"));
    assertThat(((Outcome.Changed) run(cannot, false)).notes())
        .contains("not rehearsed: no unshare");
  }

  private static String[] with(String... frame) {
    List<String> lines = new ArrayList<>(List.of(frame));
    lines.addAll(List.of(ARMED));
    return lines.toArray(new String[0]);
  }

  @Test
  void a_rehearsal_that_does_not_lead_back_is_refused_with_the_diff() {
    FakeNode on = new FakeNode(pace).says("stage", "==refused contradicted", "+ link br0", "==end");
    assertThat(((Outcome.Refused) run(on, false)).reason())
        .isEqualTo("the rehearsal did not come back to where it began:\n+ link br0");
    assertThat(on.asked()).containsExactly("stage");
  }

  @Test
  void a_rehearsal_that_is_wrong_can_be_left_out_and_that_is_told() {
    SafeApply skips = new SafeApply(null, SafeApply.USUAL.stable(), false, false, false, List.of());
    NodeTexts texts =
        new NodeTexts(
            transaction -> new TransactionTexts("true\n", "true\n", "true\n", "true\n"),
            ":\n",
            TargetCheck.NONE);
    node.says("prove", proven()).says("confirm", standing("confirmed"));
    Outcome outcome =
        SafeApplyRun.run(node.session(), plan(skips), Deadlines.USUAL, line(node, false), texts);
    assertThat(((Outcome.Changed) outcome).notes()).contains("not rehearsed: told not to");
    assertThat(node.sent("stage")).doesNotContain("tx_rehearse");

    FakeNode usual = new FakeNode(pace).says("stage", ARMED).says("prove", proven());
    usual.says("confirm", standing("confirmed"));
    Lifeline line = line(usual, false);
    SafeApplyRun.run(usual.session(), plan(SafeApply.USUAL), Deadlines.USUAL, line, texts);
    assertThat(usual.sent("stage")).contains("tx_seal\ntx_rehearse\n");
  }

  @Test
  void a_proof_that_fails_sends_the_node_back_at_once() {
    List<String> lines = new ArrayList<>(List.of("==proof 1 failed", "10.0.0.1 does not answer"));
    lines.addAll(List.of(proven()));
    node.says("prove", lines.toArray(new String[0]))
        .says("abort", standing("rolled-back-verified", "decision=rollback:aborted"));
    Outcome outcome = run(false);
    assertThat(((Outcome.RolledBack) outcome).reason())
        .isEqualTo("proof 1 failed: 10.0.0.1 does not answer");
    assertThat(node.asked()).doesNotContain("confirm");
    assertThat(pace.passed()).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void a_batch_that_fails_is_told_in_the_nodes_words() {
    node.says(
        "prove",
        standing(
            "rolled-back-verified",
            "decision=rollback:failed",
            "words=1",
            "==log",
            "13735 applying",
            "13735 failed: step 3 failed: Operation not permitted"));
    assertThat(((Outcome.RolledBack) run(false)).reason())
        .isEqualTo("the change failed on the node: step 3 failed: Operation not permitted");
  }

  @Test
  void an_answer_to_confirm_that_is_lost_is_asked_for_again() {
    node.says("prove", proven()).loses("confirm").says("status", standing("confirmed"));
    assertThat(run(false)).isInstanceOf(Outcome.Changed.class);
  }

  @Test
  void a_confirmation_that_never_arrived_is_said_again() {
    node.says("prove", proven())
        .loses("confirm")
        .says("confirm", standing("confirmed"))
        .says("status", standing("applied", "decision=-"));
    assertThat(run(false)).isInstanceOf(Outcome.Changed.class);
    assertThat(node.asked()).endsWith("confirm", "connect", "status", "confirm");
  }

  @Test
  void a_confirmation_that_came_too_late_is_a_rollback() {
    node.says("prove", proven())
        .loses("confirm")
        .says("status", standing("rolled-back-verified", "decision=rollback:deadline"));
    assertThat(run(false)).isInstanceOf(Outcome.RolledBack.class);
  }

  @Test
  void a_proof_that_is_lost_is_made_again_over_another_session() {
    node.loses("prove").says("prove", proven()).says("confirm", standing("confirmed"));
    assertThat(run(false)).isInstanceOf(Outcome.Changed.class);
    assertThat(node.asked())
        .containsExactly("stage", "connect", "prove", "connect", "prove", "confirm");
  }

  @Test
  void an_answer_to_arming_that_is_lost_sends_the_node_back() {
    FakeNode lossy =
        new FakeNode(pace)
            .loses("stage")
            .says("abort", standing("rolled-back-verified", "decision=rollback:aborted"));
    Outcome outcome = run(lossy, false);
    assertThat(((Outcome.RolledBack) outcome).reason())
        .isEqualTo("the answer to arming was lost: the connection broke");
  }

  @Test
  void an_answer_to_arming_that_is_lost_before_anything_was_done_is_a_failure() {
    FakeNode lossy = new FakeNode(pace).loses("stage").says("abort", "==nothing", "==end");
    Outcome outcome = run(lossy, false);
    assertThat(((Outcome.Failed) outcome).message()).endsWith("nothing of the network was changed");
  }

  @Test
  void a_transaction_that_is_cleared_away_while_it_is_sent_back_was_never_begun() {
    FakeNode lossy =
        new FakeNode(pace)
            .loses("stage")
            .says("abort", standing("none"))
            .says("abort", "==nothing", "==end");
    Outcome outcome = run(lossy, false);
    assertThat(((Outcome.Failed) outcome).message()).endsWith("nothing of the network was changed");
    assertThat(pace.passed()).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void a_node_that_said_how_much_time_is_left_is_not_waited_for_longer() {
    FakeNode lossy =
        new FakeNode(pace)
            .loses("stage")
            .says("abort", standing("armed", "left=20"))
            .says("abort", "==nothing", "==end");
    assertThat(run(lossy, false)).isInstanceOf(Outcome.Unknown.class);
    assertThat(pace.passed()).isBetween(Duration.ofSeconds(160), Duration.ofSeconds(180));
  }

  @Test
  void a_node_that_refuses_to_arm_is_refused_in_its_words() throws IOException {
    FakeNode busy =
        new FakeNode(pace)
            .says(
                "stage",
                "==refused pending",
                "id=0123456789ab",
                "owner=eve@ops",
                "age=20",
                "left=70",
                "==end");
    Outcome outcome = run(busy, false);
    assertThat(((Outcome.Refused) outcome).reason())
        .isEqualTo(
            "another transaction is under way on this node: 0123456789ab of eve@ops, begun 20 s"
                + " ago, 70 s left");
    assertThat(new KeptFiles(folder).of(NODE)).isEmpty();
  }

  @Test
  void another_host_key_never_confirms_and_is_told() {
    node.doors(
        FakeNode.fails(Kind.HOST_KEY_CHANGED, "THE HOST KEY OF hn-1 HAS CHANGED\n  it shows x"),
        after(Duration.ofSeconds(95)));
    node.says("abort", standing("rolled-back-verified", "decision=rollback:deadline"));
    Outcome outcome = run(false);
    assertThat(((Outcome.RolledBack) outcome).reason())
        .contains("another machine answers in its place")
        .contains("THE HOST KEY OF hn-1 HAS CHANGED");
    assertThat(node.asked()).doesNotContain("confirm", "prove");
  }

  @Test
  void another_machine_with_the_nodes_host_key_never_confirms() {
    node.says(
            "prove",
            "==proven",
            "==tx",
            "id=ID",
            "machine-id=m2",
            "mark=boot1:7",
            "state=applied",
            "decision=-",
            "==end")
        .says("abort", standing("rolled-back-verified", "decision=rollback:aborted"));
    Outcome outcome = run(false);
    assertThat(((Outcome.RolledBack) outcome).reason()).contains("its machine-id is m2, not m1");
    assertThat(node.asked()).doesNotContain("confirm");
  }

  @Test
  void a_node_booted_inside_the_window_is_not_confirmed() {
    node.says(
            "prove",
            "==proven",
            "==tx",
            "id=ID",
            "machine-id=m1",
            "mark=boot2:7",
            "state=applied",
            "decision=-",
            "==end")
        .says("abort", standing("rolled-back-verified", "decision=rollback:aborted"));
    assertThat(((Outcome.RolledBack) run(false)).reason())
        .isEqualTo("the node was booted inside the window");
  }

  @Test
  void a_session_from_before_the_change_is_replaced_by_a_fresh_one() {
    node.says("prove", proven())
        .says("confirm", "==refused session", "too early", "==end")
        .says("confirm", standing("confirmed"));
    assertThat(run(false)).isInstanceOf(Outcome.Changed.class);
    assertThat(node.asked())
        .containsExactly("stage", "connect", "prove", "confirm", "connect", "prove", "confirm");
  }

  @Test
  void the_addresses_of_the_plan_are_tried_after_the_inventorys() {
    node.doors(
            FakeNode.fails(Kind.NO_ROUTE, "no route"),
            address -> assertThat(address).isEqualTo(IpAddress.of("10.0.0.9")))
        .says("prove", proven())
        .says("confirm", standing("confirmed"));
    assertThat(run(false)).isInstanceOf(Outcome.Changed.class);
    assertThat(node.asked()).containsSubsequence("connect", "connect 10.0.0.9", "prove");
  }

  @Test
  void manual_mode_leaves_the_transaction_armed_and_keeps_its_token() throws IOException {
    Outcome outcome = run(true);
    assertThat(((Outcome.Pending) outcome).message()).contains("goes back by itself at");
    assertThat(((Outcome.Pending) outcome).hint()).contains("bascule confirm hn-1");
    assertThat(node.asked()).containsExactly("stage");
    Kept kept = new KeptFiles(folder).of(NODE).get(0);
    assertThat(kept.token()).matches("[0-9a-f]{32}");
    assertThat(kept.candidates()).containsExactly("10.0.0.9");
  }

  @Test
  void manual_mode_says_which_tasks_wait_and_keeps_that_for_the_confirmation() throws IOException {
    RunCommand restart =
        new RunCommand(
            new Resource.Command(List.of("vzctl restart 101"), true, Guard.NONE, null, Map.of()),
            false);
    PlannedTask last = new PlannedTask("play", "restart", "site.yml:5:5", false, List.of(restart));
    Plan first = plan();
    Plan both = new Plan(NODE, List.of(first.tasks().get(0), last), first.transaction());
    Outcome outcome =
        SafeApplyRun.run(node.session(), both, Deadlines.USUAL, line(node, true), texts());
    assertThat(((Outcome.Pending) outcome).hint())
        .endsWith(
            """
            not done yet: restart
            once it is confirmed, apply again for that; bascule confirm says how""");
    Waiting waiting = new KeptFiles(folder).of(NODE).get(0).waiting();
    assertThat(waiting).isEqualTo(new Waiting(List.of("restart"), ""));
    assertThat(node.asked()).containsExactly("stage");
  }

  @Test
  void a_node_that_has_less_time_than_the_window_is_refused_before_anything() {
    Deadlines brief = new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(60));
    Outcome outcome = SafeApplyRun.run(node.session(), plan(), brief, line(node, false), texts());
    assertThat(((Outcome.Refused) outcome).reason()).contains("the window is 90 s, and 60 s");
    assertThat(node.asked()).isEmpty();
  }

  @Test
  void the_run_is_told_when_the_timer_fires_before_the_change_is_proven() {
    node.says("prove", proven()).says("confirm", standing("confirmed"));
    run(false);
    assertThat(events)
        .anySatisfy(
            event ->
                assertThat(event)
                    .isInstanceOfSatisfying(
                        RunEvent.NodeArmed.class,
                        it -> assertThat(it.endsBy()).isEqualTo(pace.beginning().plusSeconds(90))));
  }

  private FakeNode.Door after(Duration time) {
    return address -> {
      if (pace.passed().compareTo(time) < 0) {
        FakeNode.shut().open(address);
      }
    };
  }

  private Outcome run(boolean manual) {
    return run(node, manual);
  }

  private Outcome run(FakeNode on, boolean manual) {
    return SafeApplyRun.run(on.session(), plan(), Deadlines.USUAL, line(on, manual), texts());
  }

  private Lifeline line(FakeNode on, boolean manual) {
    return new Lifeline(on, pace, new KeptFiles(folder), events::add, manual, neighbours);
  }

  private static NodeTexts texts() {
    return new NodeTexts(
        transaction -> new TransactionTexts("true\n", "true\n", "true\n", null),
        ":\n",
        TargetCheck.NONE);
  }

  private static Plan plan() {
    return plan(SafeApply.USUAL);
  }

  private static Plan plan(SafeApply settings) {
    NetworkChange change =
        new NetworkChange(
            Change.Verb.CREATE, "bridge br0", List.of(), NetworkChange.Effect.INTERRUPTS);
    PlannedTask task = new PlannedTask("play", "br0", "site.yml:3:5", false, List.of(change));
    return new Plan(NODE, List.of(task), transaction(settings));
  }

  private static Transaction transaction(SafeApply settings) {
    return EmptyTransaction.of(settings, IpAddress.of("10.0.0.9"));
  }
}
