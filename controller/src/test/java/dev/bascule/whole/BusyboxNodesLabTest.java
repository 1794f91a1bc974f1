package dev.bascule.whole;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes with busybox in place of their tools: no JSON, no brctl show, no setfd. */
@LabTest(nodes = 2, flavour = Flavour.BUSYBOX, topology = "secondaries")
class BusyboxNodesLabTest {
  private final Lab lab;
  @TempDir private Path home;

  BusyboxNodesLabTest(Lab lab) {
    this.lab = lab;
  }

  @Test
  void a_node_is_bridged_boots_so_and_is_unbridged() {
    new Conversion(lab, home, lab.node(1)).there_through_the_power_plug_and_back();
  }

  @Test
  void a_conversion_that_is_taken_back_leaves_the_node_as_it_was() {
    new Conversion(lab, home, lab.node(2)).taken_back();
  }
}
