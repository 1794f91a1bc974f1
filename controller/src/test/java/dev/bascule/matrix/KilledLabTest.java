package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.lab.Faults;
import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R1 on nodes with other tools than those of the matrix: the applier is killed in the middle of a
 * change of a card with further addresses, IPv6, tables and rules.
 */
class KilledLabTest {

  @Nested
  @LabTest(nodes = 3, flavour = Flavour.OLD, topology = "secondaries")
  class Old extends Cases {
    Old(Lab lab) {
      super(lab);
    }
  }

  @Nested
  @LabTest(nodes = 3, flavour = Flavour.BUSYBOX, topology = "secondaries")
  class Busybox extends Cases {
    Busybox(Lab lab) {
      super(lab);
    }
  }

  abstract static class Cases {
    private static final Duration SOON = Duration.ofSeconds(20);
    private final Lab lab;

    Cases(Lab lab) {
      this.lab = lab;
    }

    @Test
    void killed_early_in_the_middle_and_late_it_is_as_it_was(@TempDir Path home) {
      List<Picture> before = lab.nodes().stream().map(Picture::of).toList();
      List<Faults> faults = lab.nodes().stream().map(Faults::on).toList();
      for (int i = 0; i < faults.size(); i++) {
        faults.get(i).arm("apply", 1 + 5 * i, Faults.Blow.KILL);
      }
      Site site = new Site(lab, home);
      Path play = site.play("serial: 100%", "bridge: {name: br0, adopt: eth0}");
      site.run(5, "apply", "--yes", play.toString());
      for (int i = 0; i < faults.size(); i++) {
        LabNode node = lab.nodes().get(i);
        assertThat(faults.get(i).struckWithin(Duration.ZERO)).as(node.name()).isTrue();
        Await.until("it has ended", SOON, () -> !Standing.isPending(node));
        Picture was = before.get(i);
        Await.within(SOON, () -> was.equals(Picture.of(node)));
        assertThat(was.difference(Picture.of(node))).as(node.name()).isEmpty();
        assertThat(node.exec("cat", "/var/lib/bascule/journal"))
            .as(node.name())
            .contains(" rolled-back-verified ");
      }
    }
  }
}
