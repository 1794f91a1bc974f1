package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.bascule.history.History;
import dev.bascule.history.HistoryPlace;
import dev.bascule.history.NodeEnd;
import dev.bascule.history.RunId;
import dev.bascule.history.RunOver;
import dev.bascule.history.Runs;
import dev.bascule.source.ReadFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bascule history} over a history of three runs, one of them lost. */
class HistoryCommandTest {
  private static final RunId FIRST = new RunId("20260501-090000-00aa");
  private static final RunId SECOND = new RunId("20260501-101500-00bb");
  private static final RunId LOST = new RunId("20260502-080000-00cc");

  @TempDir Path folder;
  private Bascule bascule;
  private Path file;

  @BeforeEach
  void runs() throws Exception {
    bascule = new Bascule(folder);
    file = folder.resolve("history.db");
    bascule.environment.put("BASCULE_HISTORY", file.toString());
    try (History history = open()) {
      history.begin(Runs.begun(FIRST, "drift"));
      history.end(
          over(FIRST, "2026-05-01T09:00:04Z", 2),
          List.of(Runs.end("n1", "drifted", "drifted\n  t\n"), Runs.end("n2", "in_sync", null)),
          null,
          List.of());
      history.begin(Runs.begun(SECOND, "apply"));
      history.end(
          over(SECOND, "2026-05-01T10:17:05Z", 3),
          List.of(Runs.end("n1", "changed", "changed\n  t\n"), unreachable()),
          null,
          List.of());
      history.begin(Runs.begun(LOST, "apply"));
    }
  }

  private static NodeEnd unreachable() {
    return new NodeEnd(
        Runs.end("n2", "x", null).node(),
        "unreachable",
        Runs.end("n2", "x", null).took(),
        "connection refused \u001b[31m",
        "is sshd running?",
        "unreachable: connection refused\n");
  }

  private static RunOver over(RunId id, String ended, int exit) {
    List<ReadFile> files = List.of(new ReadFile(Path.of("/fleet/site.yml"), "ab".repeat(32)));
    return new RunOver(id, Instant.parse(ended), exit, files, null);
  }

  private History open() throws Exception {
    return History.open(new HistoryPlace.InFile(file, false), Clock.systemUTC());
  }

  @Test
  void runs_are_listed_newest_first_and_a_lost_one_is_said_to_be_so() {
    String zone = "\\d\\d\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d\\d:\\d\\d";
    List<String> lines = bascule.run("history").out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).matches(LOST + "  " + zone + "  ops@here  apply  lost, with 2 nodes");
    assertThat(lines.get(1)).endsWith("ops@here  apply  1 changed, 1 unreachable");
    assertThat(lines.get(2)).endsWith("ops@here  drift  1 drifted, 1 in sync");
    assertThat(bascule.run("history", "--last", "1").out().lines()).hasSize(1);
  }

  @Test
  void a_node_has_its_outcomes_without_anything_that_acts_on_a_terminal() {
    assertThat(bascule.run("history", "n2").out().lines().map(line -> line.substring(50)).toList())
        .containsExactly(
            "ops@here  apply  unreachable: connection refused \\x1b[31m",
            "ops@here  drift  in sync");
    assertThat(bascule.run("history", "n9").out()).isEqualTo("no run over n9 is kept\n");
  }

  @Test
  void one_run_is_shown_whole_by_the_beginning_of_its_name() {
    String out = bascule.run("history", "show", "20260501-09").out();
    assertThat(out)
        .contains(
            """
            run      20260501-090000-00aa
            command  bascule drift -i fleet site.yml
            by       ops@here, Bascule 1
            """,
            " (4.0 s), exit 2\n",
            "files\n  " + "ab".repeat(32) + "  /fleet/site.yml\n",
            "\nn1: drifted\n  t\n\nn2: in sync\n");
    assertThat(bascule.run("history", "show", LOST.text()).out())
        .contains(
            "ended    lost: its program is gone; bascule resume " + LOST + " asks the nodes\n");
  }

  @Test
  void a_beginning_of_several_and_of_no_run_is_refused() {
    Bascule.Result several = bascule.run("history", "show", "20260501");
    assertThat(several.code()).isEqualTo(64);
    assertThat(several.err())
        .isEqualTo(
            """
            bascule history: '20260501' begins the names of several runs
              hint: write one of: 20260501-101500-00bb, 20260501-090000-00aa
            """);
    assertThat(bascule.run("history", "show", "1999").err())
        .isEqualTo(
            """
            bascule history: no run '1999' is in the history
              hint: bascule history lists the runs
            """);
    assertThat(bascule.run("history", "show").err()).contains("history show needs one RUN");
    assertThat(bascule.run("history", "n1", "n2").code()).isEqualTo(64);
  }

  @Test
  void pruning_says_how_much_went() {
    assertThat(bascule.run("history", "prune", "--keep", "1h").out())
        .startsWith("3 runs removed from ");
    assertThat(bascule.run("history").out()).isEmpty();
    assertThat(bascule.run("history", "prune", "--keep", "much").err())
        .contains("option '--keep': 'much' is not a length of time");
  }

  @Test
  void every_form_as_json_fits_the_schema() throws IOException {
    for (String line :
        List.of(
            "history",
            "history n1",
            "history show 20260501-09",
            "history show 20260502",
            "history prune")) {
      String json = bascule.run((line + " -o json").split(" ")).out();
      assertThat(
              JsonSchemaFactory.getInstance(VersionFlag.V7)
                  .getSchema(
                      Files.readString(Path.of("../schemas/output.schema.json"))
                          .replace(
                              "\"type\": \"object\",",
                              "\"type\": \"object\", \"additionalProperties\": false,"))
                  .validate(new ObjectMapper().readTree(json)))
          .as(line)
          .isEmpty();
    }
  }

  @Test
  void looking_makes_no_file_and_a_broken_one_is_told() throws IOException {
    bascule.environment.put("BASCULE_HISTORY", folder.resolve("none.db").toString());
    assertThat(bascule.run("history").err()).isEqualTo("no run is kept in none.db yet\n");
    assertThat(bascule.run("history", "-o", "json").out()).contains("\"runs\":[]");
    assertThat(bascule.run("history", "prune", "-o", "json").out())
        .contains("\"removed\":0")
        .doesNotContain("runs");
    assertThat(folder.resolve("none.db")).doesNotExist();
    Files.writeString(folder.resolve("none.db"), "no database, and longer than its header is");
    Bascule.Result broken = bascule.run("history");
    assertThat(broken.code()).isEqualTo(74);
    assertThat(broken.err())
        .isEqualTo(
            """
            bascule history: none.db: this is not a database of SQLite, or it is damaged
              hint: move it away, and a new one is begun: mv none.db none.db.broken
            """);
    assertThat(bascule.run("history", "--history", "off").err())
        .contains("no history is kept here");
  }

  @Test
  void times_have_the_offset_of_zones_of_half_and_quarter_hours() {
    Instant moment = Instant.parse("2026-05-01T20:00:00Z");
    assertThat(new HistoryText("here", moment, ZoneId.of("Asia/Kolkata")).time(moment))
        .isEqualTo("2026-05-02 01:30:00 +05:30");
    assertThat(new HistoryText("here", moment, ZoneId.of("Asia/Kathmandu")).time(moment))
        .isEqualTo("2026-05-02 01:45:00 +05:45");
  }
}
