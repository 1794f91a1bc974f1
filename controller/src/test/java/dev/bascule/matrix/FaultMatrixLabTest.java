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
 * which. With {@code -Dmatrix.update=true} all of it is tried, and the page written; with {@code
 * -Dmatrix.only=WORDS} beside it, one row; without, the faults take turns, and each has to end as
 * the page says. What was found is in {@code target/fault-matrix.md} and {@code
 * target/fault-matrix.txt}.
 */
@LabTest(nodes = FaultMatrixLabTest.WIDTH)
class FaultMatrixLabTest {
  static final int WIDTH = 24;
  private static final Path FOUND = Path.of("target/fault-matrix.txt");

  /** The words of a fault, to try that one alone. */
  private static final String ONLY = System.getProperty("matrix.only", "");

  private final Lab lab;
  @TempDir private Path folder;
  private int rounds;

  FaultMatrixLabTest(Lab lab) {
    this.lab = lab;
  }

  @Test
  void whatever_befalls_a_change_the_node_is_old_or_new_and_bascule_says_which() throws Exception {
    Files.createDirectories(FOUND.getParent());
    Files.deleteIfExists(FOUND);
    boolean update = Boolean.getBoolean("matrix.update");
    List<Finding> findings = findings(update || Boolean.getBoolean("matrix.whole"));
    String page = new MatrixTable(ONLY.isEmpty() ? findings : withTheRest(findings)).page();
    Files.writeString(Path.of("target/fault-matrix.md"), page);
    assertThat(findings).allSatisfy(FaultMatrixLabTest::kept);
    if (update) {
      Files.writeString(MatrixPage.PLACE, page);
    }
    MatrixPage promised = MatrixPage.read();
    assertThat(findings).allSatisfy(finding -> assertThat(promised.objection(finding)).isEmpty());
  }

  private List<Finding> findings(boolean whole) throws Exception {
    if (!ONLY.isEmpty()) {
      List<MatrixCase> cases = Cases.undisturbed();
      cases.addAll(Cases.whole(MatrixPage.read()::steps));
      cases.removeIf(it -> !it.fault().words().contains(ONLY));
      return inRounds(cases);
    }
    return whole ? whole() : turns();
  }

  /** The other cells as the page has them. */
  private static List<Finding> withTheRest(List<Finding> findings) {
    List<Finding> all = new ArrayList<>(findings);
    List<MatrixCase> anew = findings.stream().map(Finding::what).toList();
    MatrixPage.read().findings().stream().filter(it -> !anew.contains(it.what())).forEach(all::add);
    return all;
  }

  private static void kept(Finding finding) {
    assertThat(finding.what().fault().ends()).as(finding.toString()).contains(finding.verdict());
    assertThat(finding.isTruth()).as(finding.toString()).isTrue();
    assertThat(finding.trouble()).as(finding.toString()).isEmpty();
    if (finding.verdict() == Finding.Verdict.MIXED) {
      assertThat(finding.difference().lines())
          .as("what somebody else did, and nothing besides: " + finding)
          .singleElement()
          .asString()
          .startsWith("+ rule ");
    }
  }

  private List<Finding> whole() throws Exception {
    List<Finding> findings = new ArrayList<>(inRounds(Cases.undisturbed()));
    Map<Topology, Integer> steps = new EnumMap<>(Topology.class);
    for (Finding finding : findings) {
      assertThat(finding.steps()).as(finding.toString()).isPositive();
      steps.put(finding.what().topology(), finding.steps());
    }
    findings.addAll(inRounds(Cases.whole(topology -> steps.getOrDefault(topology, 0))));
    return findings;
  }

  private List<Finding> turns() throws Exception {
    MatrixPage page = MatrixPage.read();
    List<Finding> findings = inRounds(Cases.turns(page::steps));
    for (Finding finding : findings) {
      if (finding.what().fault() == Fault.NOTHING) {
        int known = page.steps(finding.what().topology());
        assertThat(finding.steps()).as("steps that the page knows: " + finding).isEqualTo(known);
      }
    }
    return findings;
  }

  private List<Finding> inRounds(List<MatrixCase> cases) throws Exception {
    List<Finding> findings = new ArrayList<>();
    for (List<MatrixCase> round : Cases.rounds(cases, WIDTH)) {
      findings.addAll(run(round));
    }
    return findings;
  }

  private List<Finding> run(List<MatrixCase> round) throws Exception {
    long began = System.nanoTime();
    Path home = Files.createDirectory(folder.resolve("round-" + ++rounds));
    List<Finding> findings = new Round(lab, home, round).run();
    List<String> lines = new ArrayList<>(findings.stream().map(Finding::toString).toList());
    long seconds = (System.nanoTime() - began) / 1_000_000_000;
    lines.add("round %d: %d cases in %d s".formatted(rounds, round.size(), seconds));
    Files.write(FOUND, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return findings;
  }
}
