package dev.bascule.network.batch;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.LabTest;

@LabTest(nodes = 1, flavour = Flavour.LIGHT)
class BatchOnLightLabTest extends BatchOnNode {
  BatchOnLightLabTest() {
    super(Tools.MODERN);
  }
}
