package dev.bascule.network.batch;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.LabTest;

@LabTest(nodes = 1, flavour = Flavour.BUSYBOX)
class BatchOnBusyboxLabTest extends BatchOnNode {
  BatchOnBusyboxLabTest() {
    super(new Tools(false, false, true, false, true, false, true));
  }
}
