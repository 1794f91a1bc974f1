package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.container.ChangeVenet;
import dev.bascule.event.Outcome;
import dev.bascule.file.Guard;
import dev.bascule.file.Resource;
import dev.bascule.file.RunCommand;
import dev.bascule.fleet.Stage;
import dev.bascule.history.HistoryPlace;
import dev.bascule.history.RunId;
import dev.bascule.model.Change;
import dev.bascule.model.Cidr;
import dev.bascule.model.ContainerId;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What resume tells by a journal that was written by the program itself. */
class RunJournalTest {
  private static final NodeName NODE = new NodeName("hn-1");
  private static final Change CONTAINER =
      new ChangeVenet(new ContainerId("101"), List.of(Cidr.of("10.0.0.1/32")), List.of());
  private static final Change COMMAND =
      new RunCommand(
          new Resource.Command(List.of("vzctl start"), true, Guard.NONE, null, Map.of()), false);

  @TempDir Path folder;
  private final RunId run = RunId.of(Instant.now(), () -> 7L);
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final FakeTransactions node = new FakeTransactions();

  private RunJournal journal() {
    Surroundings around =
        new Surroundings(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(told, false, StandardCharsets.UTF_8),
            new PrintStream(told, false, StandardCharsets.UTF_8),
            Map.of("HOME", folder.resolve("home").toString()),
            folder,
            Surroundings.Terminals.NONE,
            80);
    HistoryChoice nowhere =
        new HistoryChoice(new HistoryPlace.Off(), Duration.ofDays(90), List.of());
    Recording recording = new Recording(nowhere, Clock.systemUTC(), Duration.ZERO);
    RunStart start = new RunStart(run, Instant.now(), NotifyChoice.NOBODY, recording, null);
    RunJournal journal = RunJournal.begin(start, around, each -> "");
    journal.of(
        List.of(
            new Stage(
                "", List.of(NODE), List.of(), null, (each, context) -> new Outcome.InSync())));
    return journal;
  }

  private static Plan plan(Change... changes) {
    return new Plan(
        NODE, List.of(new PlannedTask("play", "ct", "x.yml:3:5", false, List.of(changes))));
  }

  // This process is at work; one that was killed is not.
  private Bascule.Result resume() throws IOException {
    Path file = folder.resolve("home/.local/state/bascule/runs").resolve(run.text());
    String gone = ResumeTest.first(ResumeTest.own("4194305", "1"));
    Files.writeString(file, Files.readString(file).replaceFirst("run 2 .*\n", gone));
    return new Bascule(folder).over(node).run("resume", "-i", "hn-1,");
  }

  @Test
  void where_only_containers_were_being_changed_all_some_or_none_are() throws IOException {
    journal().changing(plan(CONTAINER, COMMAND));
    Bascule.Result result = resume();
    assertThat(result.out())
        .startsWith("hn-1: unknown: the program was lost at its work: all, some or none of 2");
    assertThat(result.code()).isEqualTo(6);
  }

  @Test
  void what_comes_behind_a_container_is_counted_where_no_network_is_changed() throws IOException {
    journal().changing(plan(COMMAND, CONTAINER, COMMAND));
    assertThat(resume().out()).contains("all, some or none of 3 changes are made");
  }

  @Test
  void a_full_disk_refuses_a_node_and_hides_no_run_that_finds_room_later() throws IOException {
    Path file = folder.resolve("home/.local/state/bascule/runs").resolve(run.text());
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, Path.of("/dev/full"));
    RunJournal journal = journal();
    assertThatThrownBy(() -> journal.changing(plan(COMMAND))).hasMessageContaining("No space left");
    journal.changing(plan(COMMAND));
    assertThat(resume().out()).startsWith("hn-1: unknown: ");
  }
}
