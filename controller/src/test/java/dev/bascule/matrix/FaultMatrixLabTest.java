package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Lab;
import dev.bascule.lab.LabTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault at every step: afterwards a node has its old network or the new one, and bascule said
 * which. Writes what it found to {@code target/fault-matrix.md}.
 */
@LabTest(nodes = 20)
class FaultMatrixLabTest {
  private static final int WIDTH = 20;
  private static final Path PAGE =
      Path.of("").toAbsolutePath().getParent().resolve("docs/fault-matrix.md");

  private final Lab lab;
  @TempDir private Path folder;
  private int rounds;

  FaultMatrixLabTest(Lab lab) {
    this.lab = lab;
  }

  @Test
  void whatever_befalls_a_change_the_node_is_old_or_new_and_bascule_says_which() throws Exception {
    List<Finding> findings = new ArrayList<>(run(calibration(), "1s"));
    Map<Topology, Integer> steps = steps(findings);
    findings.addAll(inRounds(stepFaults(steps), "1s"));
    findings.addAll(inRounds(timedFaults(), "5s"));
    findings.addAll(run(strangers(), "5s"));
    findings.addAll(run(List.of(single(Fault.controllerKilled("armed"))), "5s"));
    findings.addAll(run(List.of(single(Fault.controllerKilled("applied"))), "5s"));
    findings.addAll(inRounds(slowFaults(), "35s"));
    String page = new MatrixTable(findings).page();
    Files.writeString(Path.of("target/fault-matrix.md"), page);
    assertThat(findings).allSatisfy(FaultMatrixLabTest::kept);
    if (Boolean.getBoolean("matrix.update")) {
      Files.writeString(PAGE, page);
    }
    // Until the first page is written there is nothing to compare with.
    if (Files.exists(PAGE)) {
      assertThat(PAGE).hasContent(page);
    }
  }

  private static void kept(Finding finding) {
    assertThat(finding.what().fault().ends()).as(finding.toString()).contains(finding.verdict());
    assertThat(finding.isTruth()).as(finding.toString()).isTrue();
    assertThat(finding.trouble()).as(finding.toString()).isEmpty();
  }

  /** One undisturbed change on each network; how many steps it has is counted. */
  private static List<MatrixCase> calibration() {
    List<MatrixCase> cases = new ArrayList<>();
    for (Topology topology : Topology.values()) {
      cases.add(new MatrixCase(topology, Fault.NOTHING, -1));
    }
    return cases;
  }

  private Map<Topology, Integer> steps(List<Finding> calibrated) {
    Map<Topology, Integer> steps = new EnumMap<>(Topology.class);
    for (int i = 0; i < calibrated.size(); i++) {
      int changes = dev.bascule.lab.Faults.on(lab.node(i + 1)).changes().size();
      assertThat(changes).as("steps of " + calibrated.get(i).what().topology()).isPositive();
      steps.put(calibrated.get(i).what().topology(), changes);
    }
    return steps;
  }

  /** All faults at all steps of the first network; on the others the faults take turns. */
  private static List<MatrixCase> stepFaults(Map<Topology, Integer> steps) {
    List<Fault> faults = List.of(Fault.KILL, Fault.HANG, Fault.POWER, Fault.FAIL);
    List<MatrixCase> cases = new ArrayList<>();
    steps.forEach(
        (topology, count) -> {
          for (int fault = 0; fault < faults.size(); fault++) {
            for (int step = 0; step < count; step++) {
              boolean mine = (step + topology.ordinal()) % faults.size() == fault;
              if (topology == Topology.SINGLE || mine) {
                cases.add(new MatrixCase(topology, faults.get(fault), step));
              }
            }
          }
        });
    return cases;
  }

  private static List<MatrixCase> timedFaults() {
    List<Fault> faults =
        List.of(
            Fault.session("HUP", "armed"),
            Fault.session("KILL", "armed"),
            Fault.session("HUP", "applying"),
            Fault.session("TERM", "applying"),
            Fault.session("KILL", "applying"),
            Fault.session("HUP", "applied"),
            Fault.session("TERM", "applied"),
            Fault.session("KILL", "applied"),
            Fault.RESTART,
            Fault.FULL,
            Fault.CONTAINER,
            Fault.WATCHDOG,
            Fault.SABOTAGE,
            Fault.clock("+1d"),
            Fault.clock("-1d"),
            Fault.LOST_REPLY,
            Fault.cutAfter(0),
            Fault.cutAfter(3));
    return faults.stream().map(FaultMatrixLabTest::single).toList();
  }

  private static MatrixCase single(Fault fault) {
    return new MatrixCase(Topology.SINGLE, fault, -1);
  }

  private static List<MatrixCase> strangers() {
    return List.of(single(Fault.impostor(false)), single(Fault.impostor(true)));
  }

  /** As a user has it, who did not shorten the time over which the change has to hold. */
  private static List<MatrixCase> slowFaults() {
    List<MatrixCase> cases = new ArrayList<>();
    for (Topology topology : List.of(Topology.SINGLE, Topology.SECONDARIES, Topology.ON_LINK)) {
      for (int seconds : new int[] {10, 30}) {
        cases.add(new MatrixCase(topology, Fault.cutAfter(seconds), -1));
      }
    }
    return cases;
  }

  private List<Finding> inRounds(List<MatrixCase> cases, String stable) throws Exception {
    List<Finding> findings = new ArrayList<>();
    for (int begin = 0; begin < cases.size(); begin += WIDTH) {
      findings.addAll(run(cases.subList(begin, Math.min(begin + WIDTH, cases.size())), stable));
    }
    return findings;
  }

  private List<Finding> run(List<MatrixCase> cases, String stable) throws Exception {
    Path home = Files.createDirectory(folder.resolve("round-" + rounds++));
    List<Finding> findings = new Round(lab, home, cases, stable).run();
    List<String> lines = findings.stream().map(Finding::toString).toList();
    Files.createDirectories(Path.of("target"));
    Files.write(
        Path.of("target/fault-matrix.txt"),
        lines,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return findings;
  }
}
