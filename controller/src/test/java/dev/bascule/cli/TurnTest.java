package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.apply.safe.Pace;
import dev.bascule.event.Outcome;
import dev.bascule.event.Outcome.Refused.Why;
import dev.bascule.event.RunEvent;
import dev.bascule.fleet.WorkContext;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TurnTest {
  private static final NodeName NODE = new NodeName("hn1");
  private static final Plan PLAN = new Plan(NODE, List.of());
  private static final Outcome DONE = new Outcome.InSync();
  private static final Outcome BUSY = refused("eve@ops is at work", Why.BUSY);
  private static final Outcome MOVED = refused("it has changed", Why.MOVED);
  private static final Outcome AWAY = new Outcome.Unreachable("no route", null);

  private final Passing pace = new Passing();
  private final List<RunEvent> events = new ArrayList<>();
  private boolean stopping;

  @Test
  void what_is_free_is_done_at_once() {
    assertThat(take(null, List.of(DONE))).isEqualTo(DONE);
    assertThat(events).isEmpty();
    assertThat(pace.nanos).isZero();
  }

  @Test
  void what_is_taken_is_waited_for_and_looked_at_anew() {
    assertThat(take(null, List.of(BUSY, BUSY, BUSY, DONE))).isEqualTo(DONE);
    assertThat(events).filteredOn(RunEvent.NodeWaits.class::isInstance).hasSize(1);
  }

  @Test
  void a_node_that_is_away_while_another_one_changes_it_is_waited_for() {
    assertThat(take(null, List.of(BUSY, AWAY, DONE))).isEqualTo(DONE);
    assertThat(take(null, List.of(AWAY, DONE))).isEqualTo(AWAY);
  }

  @Test
  void waiting_leaves_a_third_of_the_nodes_time_and_says_how_long_it_was() {
    Outcome.Refused end = (Outcome.Refused) take(null, forever(BUSY));
    assertThat(end.reason()).matches("eve@ops is at work; waited for 3 min( 2\\d s)?|.*20\\d s");
    assertThat(Duration.ofNanos(pace.nanos).toSeconds()).isBetween(200L, 205L);
  }

  @Test
  void who_does_not_want_to_wait_is_told_at_once() {
    assertThat(take(Duration.ZERO, List.of(BUSY))).isEqualTo(BUSY);
    stopping = true;
    assertThat(take(null, List.of(BUSY))).isEqualTo(BUSY);
    assertThat(pace.nanos).isZero();
  }

  @Test
  void where_the_time_is_over_while_it_asks_it_asks_once_more() {
    Turn turn = new Turn(pace, Duration.ofSeconds(10), true, NodeLeases.NONE);
    Iterator<Outcome> outcomes = List.of(BUSY, DONE).iterator();
    Outcome end =
        turn.take(
            NODE,
            "10.0.0.1",
            context(),
            () -> {
              pace.pause(Duration.ofSeconds(11));
              return outcomes.next();
            });
    assertThat(end).isEqualTo(DONE);
  }

  @Test
  void a_node_that_never_stands_still_is_an_end() {
    Outcome.Refused end = (Outcome.Refused) take(null, forever(MOVED));
    assertThat(end.reason()).startsWith("it has changed; waited for ");
    assertThat(Duration.ofNanos(pace.nanos)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void a_plan_that_was_shown_is_not_made_anew() {
    Turn turn = new Turn(pace, null, true, NodeLeases.NONE).asPlanned();
    assertThat(turn.take(NODE, "10.0.0.1", context(), List.of(BUSY, MOVED).iterator()::next))
        .isEqualTo(MOVED);
  }

  private Outcome take(@Nullable Duration longest, Iterable<Outcome> outcomes) {
    return new Turn(pace, longest, true, NodeLeases.NONE)
        .take(NODE, "10.0.0.1", context(), outcomes.iterator()::next);
  }

  private static Iterable<Outcome> forever(Outcome outcome) {
    return () ->
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Outcome next() {
            return outcome;
          }
        };
  }

  private static Outcome refused(String reason, Why why) {
    return new Outcome.Refused(PLAN, reason, null, why);
  }

  private WorkContext context() {
    return new WorkContext() {
      @Override
      public void emit(RunEvent event) {
        events.add(event);
      }

      @Override
      public boolean stopping() {
        return stopping;
      }

      @Override
      public Duration timeLeft() {
        return Duration.ofMinutes(5);
      }
    };
  }

  /** Time that passes only where it is waited for. */
  private static final class Passing implements Pace {
    private long nanos;

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public void pause(Duration time) {
      nanos += time.toNanos();
    }
  }
}
