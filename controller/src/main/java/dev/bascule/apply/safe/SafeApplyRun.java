package dev.bascule.apply.safe;

import dev.bascule.apply.Deadlines;
import dev.bascule.apply.Hold;
import dev.bascule.apply.PlanRunner;
import dev.bascule.apply.safe.Standing.State;
import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.event.TimeOfDay;
import dev.bascule.network.Family;
import dev.bascule.network.Transaction;
import dev.bascule.network.batch.NetworkOp;
import dev.bascule.plan.Plan;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Pulse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a plan's changes on its node where some are of the network: those before them, then all of
 * the network's under the node's rollback timer, then the rest over the session that has proven
 * them.
 */
public final class SafeApplyRun {
  // The applier waits a second so that its start is heard of; a login before the change is made
  // could not confirm it.
  private static final Duration APPLIER_WAITS = Duration.ofSeconds(2);
  // An IPv6 address is not used before the kernel has asked whether somebody else has it.
  private static final Duration DAD = Duration.ofSeconds(2);
  private static final Duration BEAT = Duration.ofMillis(5);
  private static final Duration CONFIRM_BUDGET = Duration.ofSeconds(5);
  // Between the scripts of one run the node stays its own, so that nobody else comes between.
  private static final Duration TO_STAGE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_PROOFS = Duration.ofMillis(500);

  private final Attempt attempt;
  private final Plans parts;
  private final Deadlines deadlines;
  private final Staging staging;
  private final TargetCheck check;
  private final Search search;
  private final NeighbourProof neighbours;
  private final long began;
  private final List<String> done = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private SafeApplyRun(Attempt attempt, Deadlines deadlines, Staging staging, TargetCheck check) {
    this.attempt = attempt;
    this.parts = Plans.of(attempt.plan());
    this.deadlines = deadlines;
    this.staging = staging;
    this.check = check;
    this.search = new Search(attempt);
    this.neighbours = new NeighbourProof(attempt);
    this.began = attempt.line().pace().nanos();
  }

  /** Runs a plan with a transaction. Never throws: whatever goes wrong is an outcome. */
  public static Outcome run(Connection first, Plan plan, Deadlines deadlines, Lifeline line) {
    return run(first, plan, deadlines, line, NodeTexts.real());
  }

  /** How many changes of a plan are made before any of the network; all where it has none. */
  public static int changesBefore(Plan plan) {
    return Plans.targets(plan.transaction() == null ? plan : Plans.of(plan).before()).size();
  }

  /** How many changes are made once those of the network are confirmed; none where it has none. */
  public static int changesAfter(Plan plan) {
    // What would wait for the network is sent with all the rest where there is nothing to wait for.
    return plan.transaction() == null ? 0 : Plans.targets(Plans.of(plan).after()).size();
  }

  /** Undoes a transaction that was confirmed, as a transaction of its own. */
  public static Outcome revert(
      Connection first, Confirmed old, Plan plan, Deadlines deadlines, Lifeline line) {
    return run(first, plan, deadlines, line, new RevertStaging(old), new RevertedTarget(old));
  }

  static Outcome run(
      Connection first, Plan plan, Deadlines deadlines, Lifeline line, NodeTexts texts) {
    Transaction transaction = transaction(plan);
    return run(first, plan, deadlines, line, new FreshStaging(texts, transaction), texts.check());
  }

  private static Outcome run(
      Connection first,
      Plan plan,
      Deadlines deadlines,
      Lifeline line,
      Staging staging,
      TargetCheck check) {
    Attempt attempt = Attempt.of(plan, transaction(plan), PlanRunner.label(), line);
    SafeApplyRun run = new SafeApplyRun(attempt, deadlines, staging, check);
    try {
      return run.run(first);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return run.unknown(null, "the run was interrupted");
    }
  }

  private static Transaction transaction(Plan plan) {
    Transaction transaction = plan.transaction();
    if (transaction == null) {
      throw new IllegalArgumentException("a plan without a transaction: " + plan.node());
    }
    return transaction;
  }

  private Outcome run(Connection first) throws InterruptedException {
    Optional<Outcome> unfit = tooShort(neighbours.budget());
    if (unfit.isPresent()) {
      return unfit.get();
    }
    if (!parts.before().isEmpty()) {
      Outcome outcome =
          PlanRunner.run(
              first, parts.before(), deadlines, attempt::enter, new Hold(attempt.id(), TO_STAGE));
      if (!(outcome instanceof Outcome.Changed)) {
        return outcome;
      }
      done.addAll(Plans.targets(parts.before()));
    }
    neighbours.before();
    // Asking took of the node's time, too.
    unfit = tooShort(Duration.ZERO);
    if (unfit.isPresent()) {
      return afterSteps(unfit.get());
    }
    Arming.Result result = new Arming(attempt).on(first, staging);
    if (result instanceof Arming.Result.Over over) {
      return afterSteps(over.outcome());
    } else if (result instanceof Arming.Result.Unsure unsure) {
      return goBack(unsure.atMost(), "the answer to arming was lost: " + unsure.why());
    }
    Arming.Result.Begun begun = (Arming.Result.Begun) result;
    Armed armed = begun.armed();
    begun.rehearsal().map(Rehearsal::text).ifPresent(notes::add);
    if (attempt.manual()) {
      notes.forEach(attempt::note);
      return pending(armed);
    }
    feel(first);
    return prove(armed);
  }

  // The node's deadline must be before ours: else nobody would hear its verdict. What is asked
  // before its timer runs takes of our time, too.
  private Optional<Outcome> tooShort(Duration before) {
    Duration window = attempt.transaction().window().total();
    // A person's answer is not waited for.
    Duration left = deadlines.apply().minusNanos(attempt.line().pace().nanos() - began);
    String asking =
        before.isZero()
            ? ""
            : ", neighbours are asked for up to " + before.toSeconds() + " s before";
    return attempt.manual() || left.compareTo(window.plus(before)) > 0
        ? Optional.empty()
        : Optional.of(
            new Outcome.Refused(
                attempt.plan(),
                "the node's time is over before its rollback timer's: the window is "
                    + window.toSeconds()
                    + " s"
                    + asking
                    + ", and "
                    + Math.max(0, left.toSeconds())
                    + " s are left",
                "give it more: --node-timeout"));
  }

  private Outcome afterSteps(Outcome outcome) {
    if (done.isEmpty()) {
      return outcome;
    } else if (outcome instanceof Outcome.Refused it) {
      return new Outcome.Failed(Phase.ARM, it.reason(), it.hint(), done);
    } else if (outcome instanceof Outcome.Unreachable it) {
      return new Outcome.Failed(Phase.ARM, it.message(), it.hint(), done);
    }
    return outcome;
  }

  private Outcome pending(Armed armed) {
    Instant ends = ends(armed);
    String node = attempt.node().text();
    return new Outcome.Pending(
        attempt.plan(),
        ManualText.message(attempt.id(), ends, left(armed)),
        ManualText.commands(node, Plans.names(parts.after())));
  }

  // The first session's own packets are the traffic that is known to be there.
  private void feel(Connection first) throws InterruptedException {
    try (Pulse pulse = first.pulse(BEAT)) {
      attempt.line().pace().pause(addsV6() ? APPLIER_WAITS.plus(DAD) : APPLIER_WAITS);
      pulse
          .end()
          .ifPresent(gap -> notes.add("traffic stood still for " + gap.toMillis() + " ms at most"));
    }
  }

  private Outcome prove(Armed armed) throws InterruptedException {
    Duration stable = attempt.stable();
    Duration after = stable.plus(neighbours.budget()).plus(CONFIRM_BUDGET);
    long latest = armed.deadline() - after.toNanos();
    String useless = "";
    while (true) {
      Optional<Connection> found = search.open(latest);
      if (found.isEmpty()) {
        return goBack(armed, useless.isEmpty() ? search.why() : useless);
      }
      try (Connection connection = found.get()) {
        Proving.Result seen = new Proving(attempt, armed, check).on(connection);
        if (seen instanceof Proving.Result.Proven proven) {
          Optional<String> unseen = neighbours.after();
          if (unseen.isPresent()) {
            return goBack(armed, unseen.get());
          }
          Optional<Outcome> ended = confirm(connection, armed, proven.nonce());
          if (ended.isPresent()) {
            return ended.get();
          }
          useless = "the session began before the change was made";
        } else if (seen instanceof Proving.Result.Ended ended) {
          return ended(connection, armed, ended.standing(), "");
        } else if (seen instanceof Proving.Result.Wrong wrong) {
          return goBack(armed, wrong.reason());
        } else if (seen instanceof Proving.Result.Stranger stranger) {
          search.stranger(stranger.reason());
        } else if (seen instanceof Proving.Result.Useless broken) {
          useless = broken.reason();
        }
      }
      attempt.line().pace().pause(BETWEEN_PROOFS);
    }
  }

  private boolean addsV6() {
    return attempt.transaction().batch().stream()
        .anyMatch(
            op -> op instanceof NetworkOp.AddAddress add && add.address().family() == Family.V6);
  }

  // Nothing where a fresh session may confirm what this one may not.
  private Optional<Outcome> confirm(Connection connection, Armed armed, String nonce)
      throws InterruptedException {
    Confirming.Result result = Confirming.on(connection, attempt, nonce);
    if (result instanceof Confirming.Result.Ended ended) {
      return Optional.of(ended(connection, armed, ended.standing(), ""));
    } else if (result instanceof Confirming.Result.Refused refused) {
      return refused.code().equals("session")
          ? Optional.empty()
          : Optional.of(
              goBack(armed, "the node did not take the confirmation: " + refused.words()));
    }
    return Optional.of(unheard(armed, nonce, ((Confirming.Result.Open) result).why()));
  }

  // R12: the answer is lost, or late. What the node says is the truth, whichever way.
  private Outcome unheard(Armed armed, String nonce, String why) throws InterruptedException {
    Verdict verdict = new Verdict(attempt, armed, search);
    Verdict.Said said =
        verdict.await(
            false, standing -> standing.state() == State.APPLIED && standing.reason().isEmpty());
    if (said instanceof Verdict.Said.Stands stands) {
      try (Connection connection = stands.connection()) {
        if (stands.standing().state().ended()) {
          return ended(connection, armed, stands.standing(), why);
        }
        // It was not heard: this session is as fresh as the one before.
        Confirming.Result again = Confirming.on(connection, attempt, nonce);
        if (again instanceof Confirming.Result.Ended ended) {
          return ended(connection, armed, ended.standing(), why);
        }
      }
      return waited(armed, verdict.await(false, standing -> false), why);
    }
    return unknown(armed, why);
  }

  private Outcome goBack(Armed armed, String reason) throws InterruptedException {
    attempt.enter(Phase.ROLL_BACK);
    return waited(
        armed, new Verdict(attempt, armed, search).await(true, standing -> false), reason);
  }

  private Outcome waited(Armed armed, Verdict.Said said, String reason)
      throws InterruptedException {
    if (said instanceof Verdict.Said.Stands stands) {
      try (Connection connection = stands.connection()) {
        return ended(connection, armed, stands.standing(), reason);
      }
    } else if (said instanceof Verdict.Said.Nothing) {
      forget();
      return new Outcome.Failed(
          Phase.ARM, reason + "; nothing of the network was changed", null, done);
    }
    return unknown(armed, reason);
  }

  private Outcome ended(Connection connection, Armed armed, Standing standing, String reason)
      throws InterruptedException {
    if (!standing.state().ended()) {
      return waited(armed, new Verdict(attempt, armed, search).await(false, it -> false), reason);
    }
    forget();
    if (standing.state() != State.CONFIRMED) {
      return Ending.of(attempt.plan(), standing, reason, done, Plans.names(parts.after()));
    }
    done.addAll(parts.network());
    notes.addAll(ConfirmedNotes.of(standing));
    if (!neighbours.note().isEmpty()) {
      notes.add(neighbours.note());
    }
    return parts.after().isEmpty() ? changed() : rest(connection);
  }

  private Outcome rest(Connection connection) {
    Outcome outcome =
        PlanRunner.run(
            connection, parts.after(), deadlines, attempt::enter, Hold.last(attempt.id()));
    if (outcome instanceof Outcome.Changed) {
      return changed();
    } else if (outcome instanceof Outcome.Failed it) {
      List<String> all = new ArrayList<>(done);
      all.addAll(it.done());
      return new Outcome.Failed(it.phase(), it.message(), it.hint(), all, true);
    } else if (outcome instanceof Outcome.Refused it) {
      return new Outcome.Failed(Phase.APPLY, it.reason(), it.hint(), done, true);
    } else if (outcome instanceof Outcome.Unreachable it) {
      return new Outcome.Failed(Phase.APPLY, it.message(), it.hint(), done, true);
    } else if (outcome instanceof Outcome.Skipped it) {
      return new Outcome.Failed(Phase.APPLY, it.reason(), null, done, true);
    } else if (outcome instanceof Outcome.Unknown it) {
      // Of a node whose network was changed: it may be lost.
      return new Outcome.Unknown(attempt.plan(), it.message(), it.hint());
    }
    return outcome;
  }

  private Outcome changed() {
    return new Outcome.Changed(attempt.plan(), notes);
  }

  private Outcome unknown(@Nullable Armed armed, String reason) {
    String node = attempt.node().text();
    if (armed == null) {
      return new Outcome.Unknown(
          attempt.plan(), reason, "what became of it: bascule status " + node);
    }
    return new Outcome.Unknown(
        attempt.plan(),
        reason + "; its own timer fires by " + TimeOfDay.text(ends(armed)) + " at the latest",
        "after that it is on its old state, or says why not: bascule status " + node);
  }

  private Instant ends(Armed armed) {
    Pace pace = attempt.line().pace();
    return pace.now().plusNanos(armed.deadline() - pace.nanos());
  }

  private Duration left(Armed armed) {
    return Duration.ofNanos(armed.deadline() - attempt.line().pace().nanos());
  }

  private void forget() {
    try {
      attempt.line().store().forget(attempt.kept(Instant.EPOCH));
    } catch (IOException e) {
      attempt.note("cannot remove the record of an ended transaction: " + e);
    }
  }
}
