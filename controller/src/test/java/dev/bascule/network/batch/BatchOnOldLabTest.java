package dev.bascule.network.batch;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.LabTest;

@LabTest(nodes = 1, flavour = Flavour.OLD)
class BatchOnOldLabTest extends BatchOnNode {
  BatchOnOldLabTest() {
    super(new Tools(false, true, false, false, true, false, false));
  }
}
