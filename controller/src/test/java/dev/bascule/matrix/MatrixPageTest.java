package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The page of the fault matrix is whole, and is read as it was written. */
class MatrixPageTest {
  private static Finding finding(
      Topology topology, Fault fault, int step, Finding.Verdict verdict) {
    MatrixCase what = new MatrixCase(topology, fault, step);
    return new Finding(what, verdict, "unknown", "", "", "", 0);
  }

  /** Some of each kind, on two networks. */
  private static List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (int step : new int[] {0, 1, 2, 5, 7, 8}) {
      findings.add(finding(Topology.DHCP, Fault.KILL, step, Finding.Verdict.OLD));
    }
    findings.add(finding(Topology.DHCP, Fault.FAIL, 0, Finding.Verdict.OLD));
    findings.add(finding(Topology.DHCP, Fault.FAIL, 1, Finding.Verdict.NEW));
    findings.add(finding(Topology.SINGLE, Fault.RESTART, -1, Finding.Verdict.OLD));
    findings.add(finding(Topology.SINGLE, Fault.SABOTAGE, -1, Finding.Verdict.MIXED));
    return findings;
  }

  @Test
  void what_was_found_is_written_and_read_again() {
    MatrixPage page = MatrixPage.of(new MatrixTable(findings()).page());
    assertThat(findings()).allSatisfy(it -> assertThat(page.objection(it)).isEmpty());
    assertThat(page.promises(Fault.KILL, Topology.DHCP)).containsOnlyKeys(0, 1, 2, 5, 7, 8);
    assertThat(page.promises(Fault.RESTART, Topology.SINGLE))
        .containsEntry(-1, Set.of(Finding.Verdict.OLD, Finding.Verdict.NEW));
  }

  @Test
  void what_ends_otherwise_or_has_no_cell_is_objected_to() {
    MatrixPage page = MatrixPage.of(new MatrixTable(findings()).page());
    assertThat(page.objection(finding(Topology.DHCP, Fault.KILL, 7, Finding.Verdict.NEW)))
        .startsWith("the page says [OLD]: ");
    for (Finding missing :
        List.of(
            finding(Topology.DHCP, Fault.KILL, 3, Finding.Verdict.OLD),
            finding(Topology.SINGLE, Fault.KILL, 0, Finding.Verdict.OLD),
            finding(Topology.SINGLE, Fault.FULL, -1, Finding.Verdict.OLD),
            finding(Topology.TWO_NICS, Fault.RESTART, -1, Finding.Verdict.OLD))) {
      assertThat(page.objection(missing)).startsWith("the page has no cell for it: ");
    }
  }

  @Test
  void every_fault_is_on_the_page_at_every_step_of_every_network_with_an_end_it_may_have()
      throws IOException {
    MatrixPage page = MatrixPage.read();
    List<MatrixCase> cases = Cases.undisturbed();
    cases.addAll(Cases.whole(page::steps));
    for (MatrixCase it : cases) {
      assertThat(page.promises(it.fault(), it.topology()).get(it.step()))
          .as(it.toString())
          .isNotNull()
          .isSubsetOf(it.fault().ends());
    }
    assertThat(new MatrixTable(page.findings()).page())
        .isEqualTo(Files.readString(MatrixPage.PLACE));
    for (Topology topology : Topology.values()) {
      List<Integer> steps = IntStream.range(0, page.steps(topology)).boxed().toList();
      assertThat(steps).as(topology.words).hasSizeGreaterThan(3);
      assertThat(page.promises(Fault.KILL, topology).keySet()).containsExactlyElementsOf(steps);
    }
    assertThat(page.rows()).hasSize(1 + Cases.STEPS.size() + Cases.MOMENTS.size());
  }

  @Test
  void on_every_push_each_fault_has_its_turn_and_no_round_needs_more_nodes_than_there_are() {
    List<MatrixCase> turns = Cases.turns(MatrixPage.read()::steps);
    assertThat(turns).doesNotHaveDuplicates();
    assertThat(turns).extracting(MatrixCase::fault).containsAll(Cases.STEPS);
    assertThat(turns).extracting(MatrixCase::fault).containsAll(Cases.MOMENTS);
    Set<MatrixCase> ran = new HashSet<>();
    for (List<MatrixCase> round : Cases.rounds(turns, FaultMatrixLabTest.WIDTH)) {
      assertThat(Cases.nodes(round)).isBetween(1, FaultMatrixLabTest.WIDTH);
      ran.addAll(round);
    }
    assertThat(ran).containsExactlyInAnyOrderElementsOf(turns);
  }
}
