package dev.bascule.cli;

import dev.bascule.apply.safe.Kept;
import dev.bascule.apply.safe.KeptFiles;
import dev.bascule.apply.safe.RemoteControl;
import dev.bascule.apply.safe.RemoteControl.Answer;
import dev.bascule.apply.safe.Standing;
import dev.bascule.apply.safe.Standing.State;
import dev.bascule.event.LengthOfTime;
import dev.bascule.event.Outcome;
import dev.bascule.event.TimeOfDay;
import dev.bascule.fleet.NodeWork;
import dev.bascule.fleet.WorkContext;
import dev.bascule.model.NodeName;
import dev.bascule.model.Value;
import dev.bascule.plan.Plan;
import dev.bascule.transport.Connection;
import dev.bascule.transport.TransportException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the commands on transactions do on one node.
 *
 * @param found takes what status shows
 */
record TransactionWork(Visit visit, KeptFiles kept, Map<NodeName, Value.Fields> found) {

  /** Shows how the node's transaction stands. */
  Outcome status(NodeName node, WorkContext context) {
    return visit.anywhere(
        node,
        kept(node).stream().findFirst().orElse(null),
        context,
        connection -> {
          Optional<Standing> standing = RemoteControl.status(connection).standing();
          found.put(node, StandingText.fields(standing.orElse(null)));
          standing.filter(it -> it.state().ended()).ifPresent(it -> forget(node, it.id()));
          return standing.isEmpty() || standing.get().state().ended()
              ? new Outcome.InSync()
              : waits(node, standing.get());
        });
  }

  /** Keeps the change. */
  Outcome confirm(NodeName node, WorkContext context) {
    return withToken(
        node,
        context,
        (connection, mine, standing) ->
            told(node, RemoteControl.confirm(connection, mine, standing.value("nonce"))));
  }

  /** Goes back now. */
  Outcome abort(NodeName node, WorkContext context) {
    return visit.anywhere(
        node,
        kept(node).stream().findFirst().orElse(null),
        context,
        connection -> {
          Optional<Standing> before = RemoteControl.status(connection).standing();
          if (before.isEmpty() || before.get().state().ended()) {
            return nothing(node, before.orElse(null));
          }
          return told(node, RemoteControl.abort(connection));
        });
  }

  /** Gives more time. */
  NodeWork extend(Duration by) {
    return (node, context) ->
        withToken(
            node,
            context,
            (connection, mine, standing) -> {
              Answer answer = RemoteControl.extend(connection, mine, by);
              if (answer.refusal() != null || answer.standing().isEmpty()) {
                return told(node, answer);
              }
              Instant ends = Instant.now().plusSeconds(answer.standing().get().left());
              keep(mine.endingBy(ends));
              String text = "transaction " + mine.id() + " goes back at " + TimeOfDay.text(ends);
              return new Outcome.Changed(plan(node), List.of(text + " unless it is confirmed"));
            });
  }

  private interface Told {
    Outcome by(Connection connection, Kept mine, Standing standing) throws TransportException;
  }

  private Outcome withToken(NodeName node, WorkContext context, Told told) {
    List<Kept> all = kept(node);
    return visit.anywhere(
        node,
        all.stream().findFirst().orElse(null),
        context,
        connection -> {
          Optional<Standing> standing = RemoteControl.status(connection).standing();
          if (standing.isEmpty() || standing.get().state().ended()) {
            return again(node, standing.orElse(null));
          }
          String id = standing.get().id();
          Optional<Kept> mine = mine(node, id);
          return mine.isPresent()
              ? told.by(connection, mine.get(), standing.get())
              : new Outcome.Refused(
                  plan(node),
                  "there is no token of transaction " + id + " on this machine",
                  "it was begun by "
                      + standing.get().value("owner")
                      + ": confirm it there, or end it: bascule abort "
                      + node);
        });
  }

  // What is confirmed may be confirmed again: an answer may have been lost. Of what went back that
  // has to be heard, whether its token is here still or not.
  private Outcome again(NodeName node, @Nullable Standing last) {
    if (last == null) {
      return nothing(node, null);
    }
    return mine(node, last.id()).isPresent() || last.state() != State.CONFIRMED
        ? told(node, new Answer(Optional.of(last), null))
        : nothing(node, last);
  }

  private Outcome told(NodeName node, Answer answer) {
    Optional<Standing> standing = answer.standing();
    if (standing.isPresent() && standing.get().state().ended()) {
      Optional<Kept> mine = mine(node, standing.get().id());
      forget(node, standing.get().id());
      return ended(node, standing.get(), mine);
    } else if (answer.refusal() != null) {
      return new Outcome.Refused(plan(node), answer.refusal().words(), null);
    }
    return standing.isPresent() ? waits(node, standing.get()) : nothing(node, null);
  }

  private static Outcome ended(NodeName node, Standing standing, Optional<Kept> mine) {
    Outcome outcome = RemoteControl.ended(plan(node), standing, "");
    if (outcome instanceof Outcome.RolledBack it) {
      String note = standing.value("note");
      return new Outcome.RolledBack(
          it.plan(), whose(standing) + ": " + it.reason(), note.isEmpty() ? null : note);
    } else if (outcome instanceof Outcome.RolledBackDiffers it) {
      String reason = whose(standing) + ": " + it.reason();
      return new Outcome.RolledBackDiffers(it.plan(), reason, it.differences());
    } else if (outcome instanceof Outcome.Changed it && mine.isPresent()) {
      List<String> notes = new ArrayList<>(it.notes());
      notes.addAll(mine.get().waiting().notes());
      return new Outcome.Changed(it.plan(), notes);
    }
    return outcome;
  }

  private static String whose(Standing standing) {
    String owner = standing.value("owner");
    long age = standing.age();
    return "transaction "
        + standing.id()
        + (owner.isEmpty() ? "" : " of " + owner)
        + (age == 0 ? "" : ", begun " + LengthOfTime.ofSeconds(age) + " ago");
  }

  private Optional<Kept> mine(NodeName node, String id) {
    return kept(node).stream().filter(it -> it.id().equals(id)).findFirst();
  }

  static Outcome waits(NodeName node, Standing standing) {
    String text = "transaction " + standing.id() + " is " + standing.value("state");
    return new Outcome.Pending(
        plan(node),
        standing.reason().isEmpty()
            ? text + ", goes back in " + LengthOfTime.ofSeconds(standing.left())
            : text + ": " + standing.reason(),
        "keep it: bascule confirm " + node + "\ngo back now: bascule abort " + node);
  }

  private Outcome nothing(NodeName node, @Nullable Standing last) {
    if (last != null) {
      forget(node, last.id());
    }
    String text = "no transaction is under way on this node";
    return new Outcome.Refused(
        plan(node),
        last == null
            ? text
            : text + "; the last one, " + last.id() + ", is " + StandingText.end(last),
        last != null && last.state() == State.CONFIRMED
            ? "to undo it: bascule revert " + node
            : null);
  }

  static Plan plan(NodeName node) {
    return new Plan(node, List.of());
  }

  private List<Kept> kept(NodeName node) {
    try {
      return kept.of(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keep(Kept transaction) {
    try {
      kept.keep(transaction);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void forget(NodeName node, String id) {
    for (Kept it : kept(node)) {
      if (it.id().equals(id)) {
        try {
          kept.forget(it);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
