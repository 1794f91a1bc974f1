package dev.bascule.report.page;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.model.Change;
import dev.bascule.model.FileContent;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import dev.bascule.report.EndedRun;
import dev.bascule.report.Extent;
import dev.bascule.report.NodeReport;
import dev.bascule.report.RunReport;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs to make pages of. */
final class PageSample {
  static final Instant BEGAN = Instant.parse("2026-03-01T06:00:00Z");

  private PageSample() {}

  private record Made(
      Verb verb, String target, List<Detail> details, Optional<ContentChange> content)
      implements Change {
    @Override
    public Layer layer() {
      return Layer.PERSISTENT;
    }
  }

  static Change update(String target, String before, String after) {
    return new Made(
        Change.Verb.UPDATE,
        target,
        List.of(),
        Optional.of(
            new Change.ContentChange(FileContent.of(before), FileContent.of(after), false)));
  }

  static NodeReport drifted(String name, Change... changes) {
    PlannedTask task =
        new PlannedTask(
            "Bridge the uplink", "vznet.conf", "playbooks/site.yml:14:5", false, List.of(changes));
    return node(name, new Outcome.Drifted(new Plan(new NodeName(name), List.of(task))));
  }

  static NodeReport node(String name, Outcome outcome) {
    return new NodeReport(new NodeName(name), outcome, Duration.ofMillis(412));
  }

  /** A text of some lines with one that differs. */
  static Change vznet(String bridge) {
    String text = "#!/bin/bash\nEXTERNAL_SCRIPT=\"/usr/sbin/vznetaddbr\"\nBRIDGE=%s\nMTU=1500\n";
    return update("/etc/vz/vznet.conf", text.formatted("vmbr0"), text.formatted(bridge));
  }

  /** Some nodes of all kinds of ends. */
  static List<NodeReport> mixed(int inSync) {
    Plan none = new Plan(new NodeName("x"), List.of());
    List<NodeReport> nodes = new ArrayList<>();
    for (int i = 1; i <= inSync; i++) {
      nodes.add(node("hn-%04d".formatted(i), new Outcome.InSync()));
    }
    for (int i = 1; i <= 12; i++) {
      nodes.add(drifted("edge-" + i, vznet(i < 9 ? "br0" : "br" + i)));
    }
    nodes.add(
        node(
            "core-1",
            new Outcome.Failed(
                Phase.PROBE, "no space left on device", "free some space below /tmp", List.of())));
    nodes.add(node("core-2", new Outcome.Unreachable("connection refused", "is sshd running?")));
    nodes.add(node("core-3", new Outcome.Unknown(none, "the connection broke", "bascule resume")));
    nodes.add(node("core-4", new Outcome.Skipped("interrupted before it was begun")));
    nodes.add(node("core-5", new Outcome.Refused(none, "two bridges claim eth0", null)));
    return nodes;
  }

  /** Runs before, every six hours. */
  static List<PastRun> past(int runs, int nodes) {
    List<PastRun> past = new ArrayList<>();
    for (int i = runs; i >= 1; i--) {
      Map<String, Integer> counts = new LinkedHashMap<>();
      int drifted = i * 7 % 5 * nodes / 60;
      int lost = i % 4 == 0 ? 2 : 0;
      int failed = i % 9 == 0 ? 3 : 0;
      counts.put("drifted", drifted);
      counts.put("unreachable", lost);
      counts.put("failed", failed);
      counts.put("in_sync", nodes - drifted - lost - failed);
      past.add(
          new PastRun(
              BEGAN.minus(Duration.ofHours(6L * i)), Duration.ofMillis(8000 + i * 37L), counts));
    }
    return past;
  }

  static Page page(List<NodeReport> nodes, List<PastRun> past, Pictures pictures) {
    RunReport report = new RunReport("drift", nodes, false, false);
    Duration took = Duration.ofMillis(8400);
    Extent extent = Extent.of(List.of("inventory.yml"), List.of("site.yml"));
    return new Page(
        new EndedRun(report, report.exitCode(), BEGAN, took, extent, new Secrets(), true),
        past,
        pictures,
        "bascule 1.0");
  }

  static String html(Page page) throws IOException {
    StringWriter out = new StringWriter();
    page.write(out);
    return out.toString();
  }
}
