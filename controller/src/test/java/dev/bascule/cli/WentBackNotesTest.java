package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.event.Outcome;
import dev.bascule.event.RunEvent;
import dev.bascule.fleet.NodeResult;
import dev.bascule.fleet.NodeWork;
import dev.bascule.fleet.Stage;
import dev.bascule.fleet.WorkContext;
import dev.bascule.history.RunId;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import dev.bascule.report.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When it is kept that a saved plan was tried on a node in vain. */
class WentBackNotesTest {
  private static final NodeName NODE = new NodeName("hn-1");
  private static final Outcome LOST =
      new Outcome.Unknown(new Plan(NODE, List.of()), "its time is over", null);
  private static final Duration KEPT = Duration.ofDays(1);
  private static final WorkContext NOWHERE =
      new WorkContext() {
        @Override
        public void emit(RunEvent event) {}

        @Override
        public boolean stopping() {
          return false;
        }

        @Override
        public Duration timeLeft() {
          return Duration.ZERO;
        }
      };

  @TempDir Path state;
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  private WentBackNotes notes() throws IOException {
    return new WentBackNotes(
        WentBack.of(state, "ab12"),
        new RunId("20260301-141402-9f3c"),
        Clock.fixed(Instant.parse("2026-03-01T14:15:02Z"), ZoneOffset.UTC),
        new PrintStream(told));
  }

  private static Stage stage(NodeWork work) {
    return new Stage("", List.of(NODE), List.of(), null, work);
  }

  private static List<NodeResult> results() {
    return List.of(new NodeResult(NODE, LOST, Duration.ZERO));
  }

  @Test
  void a_node_that_is_given_up_is_kept_by_its_own_interrupted_thread() throws Exception {
    WentBackNotes notes = notes();
    NodeWork givenUp =
        (node, context) -> {
          Thread.currentThread().interrupt();
          return LOST;
        };
    notes.of(List.of(stage(givenUp))).get(0).work().perform(NODE, NOWHERE);
    assertThat(Thread.interrupted()).as("it is interrupted still").isTrue();
    assertThat(WentBack.of(state, "ab12").why(NODE)).isPresent();
    assertThat(notes.end(results(), KEPT)).isEqualTo(ExitCode.OK);
  }

  @Test
  void what_could_not_be_kept_is_tried_once_more_at_the_end() throws Exception {
    WentBackNotes notes = notes();
    Path full = Files.writeString(state.resolve("saved-plans"), "no folder");
    notes.of(List.of(stage((node, context) -> LOST))).get(0).work().perform(NODE, NOWHERE);
    Files.delete(full);
    assertThat(notes.end(results(), KEPT)).isEqualTo(ExitCode.OK);
    assertThat(WentBack.of(state, "ab12").why(NODE)).isPresent();
    assertThat(told.toString()).isEmpty();
  }

  @Test
  void what_cannot_be_kept_is_told_and_makes_the_exit_code() throws Exception {
    WentBackNotes notes = notes();
    Files.writeString(state.resolve("saved-plans"), "no folder");
    assertThat(notes.end(results(), KEPT)).isEqualTo(ExitCode.UNWRITTEN);
    assertThat(told.toString())
        .startsWith(
            "bascule: cannot keep on which nodes the saved plan failed, so that it is not tried"
                + " again: ");
  }
}
