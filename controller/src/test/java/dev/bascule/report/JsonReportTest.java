package dev.bascule.report;

import static dev.bascule.report.Plans.detail;
import static dev.bascule.report.Plans.drifted;
import static dev.bascule.report.Plans.node;
import static dev.bascule.report.Plans.run;
import static dev.bascule.report.Plans.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.event.Since;
import dev.bascule.model.Change;
import dev.bascule.model.Clue;
import dev.bascule.model.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private final Secrets secrets = new Secrets();

  @Test
  void a_run_is_one_document() {
    RunReport run =
        run(
            drifted(
                "hn-1", detail("/etc/motd", "mode", null, "0644"), update("/etc/x", "a\n", "b\n")),
            node("hn-2", new Outcome.InSync()).inWave(2),
            node("hn-3", new Outcome.Failed(Phase.APPLY, "full", "free some", List.of("/etc/a"))));
    assertThat(new JsonReport(secrets, true).render(run))
        .isEqualToIgnoringWhitespace(
            """
        {
          "format": 1,
          "command": "plan",
          "exit_code": 3,
          "interrupted": false,
          "summary": {"nodes": 3, "in_sync": 1, "drifted": 1, "failed": 1},
          "nodes": [
            {"node": "hn-1", "outcome": "drifted", "took_ms": 120, "tasks": [
              {"play": "Bridge the uplink", "task": "vznet.conf",
               "where": "playbooks/site.yml:14:5", "handler": false, "changes": [
                {"verb": "update", "target": "/etc/motd", "layer": "persistent",
                 "details": [{"name": "mode", "from": null, "to": "0644"}]},
                {"verb": "update", "target": "/etc/x", "layer": "persistent", "details": [],
                 "content": {"kind": "text",
                   "diff": "--- /etc/x\\n+++ /etc/x\\n@@ -1,1 +1,1 @@\\n-a\\n+b\\n"}}
              ]}
            ]},
            {"node": "hn-2", "outcome": "in_sync", "took_ms": 120, "wave": 2},
            {"node": "hn-3", "outcome": "failed", "took_ms": 120, "message": "full",
             "hint": "free some", "phase": "apply", "done": ["/etc/a"]}
          ]
        }
        """);
  }

  @Test
  void a_secret_is_masked_in_every_text() {
    secrets.add("s3cret!");
    RunReport run =
        run(
            drifted(
                "hn-1",
                detail("s3cret! target", "s3cret! name", "old one", "s3cret!"),
                update("/etc/x", "pw old one\n", "pw s3cret!\n")),
            node("hn-2", new Outcome.Unreachable("login s3cret! failed", "use s3cret!")));
    assertThat(new JsonReport(secrets, true).render(run))
        .contains("********")
        .doesNotContain("s3cret!")
        .doesNotContain("old one");
  }

  @Test
  void since_when_and_who_stand_beside_the_tasks_and_fit_the_schema() throws IOException {
    Instant at = Instant.parse("2026-11-22T13:02:11Z");
    Map<String, Clue> clues = new TreeMap<>();
    clues.put("/etc/a", new Clue.Present(at, List.of(new Clue.Login("alice", null))));
    clues.put("br0", new Clue.Command(at, Clue.Program.DOAS, "root", "alice", "10.0.0.5", "brctl"));
    clues.put("br1", new Clue.Present(null, List.of()));
    Change change = detail("/etc/a", "mode", null, "0644");
    Outcome drifted = new Outcome.Drifted(Plans.plan("hn-1", change), clues);
    Map<String, Since> since =
        Map.of("/etc/a", new Since(at, null), "br0", new Since(at, at, true));
    RunReport run = run(node("hn-1", drifted).with(since));
    String json = new JsonReport(secrets, true).render(run);
    assertThat(json)
        .contains(
            "\"since\":[{\"target\":\"/etc/a\",\"first_seen\":\"2026-11-22T13:02:11Z\","
                + "\"last_in_sync\":null,\"wish_changed\":false},",
            "\"last_in_sync\":\"2026-11-22T13:02:11Z\",\"wish_changed\":true}",
            "\"who\":[{\"target\":\"/etc/a\",\"guess\":true,\"changed\":\"2026-11-22T13:02:11Z\","
                + "\"logged_in\":[{\"user\":\"alice\",\"from\":null}]},",
            "{\"target\":\"br0\",\"guess\":false,\"at\":\"2026-11-22T13:02:11Z\","
                + "\"program\":\"doas\",\"as\":\"root\",\"by\":\"alice\",\"from\":\"10.0.0.5\",\"command\":\"brctl\"}");
    String schema = Files.readString(Path.of("../schemas/output.schema.json"));
    assertThat(
            JsonSchemaFactory.getInstance(VersionFlag.V7)
                .getSchema(
                    schema.replace(
                        "\"type\": \"object\",",
                        "\"type\": \"object\", \"additionalProperties\": false,"))
                .validate(new ObjectMapper().readTree(json)))
        .isEmpty();
  }
}
