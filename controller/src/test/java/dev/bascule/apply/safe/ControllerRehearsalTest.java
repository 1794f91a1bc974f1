package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** In a network namespace of this machine, where it may make one. */
class ControllerRehearsalTest {
  private static final String REPLICA = "net_stand card0 '' 1500 && ip link set card0 up\n";
  private static final String BATCH =
      "ip link add br77 type bridge && ip link set card0 master br77\n";

  private static Rehearsal rehearse(String batch, String inverse) {
    Rehearsal it = ControllerRehearsal.of(batch, inverse, REPLICA, List.of("br77", "card0"));
    assumeThat(it).as(it.toString()).isNotInstanceOf(Rehearsal.Impossible.class);
    return it;
  }

  @Test
  void a_way_there_and_back_is_tried() {
    Rehearsal it = rehearse(BATCH, "ip link del br77\n");
    assertThat(it).isInstanceOf(Rehearsal.Done.class);
    assertThat(it.text()).startsWith("rehearsed on this machine before, in ");
  }

  @Test
  void an_inverse_that_leaves_something_is_told_with_the_diff() {
    Rehearsal it = rehearse(BATCH, ":\n");
    assertThat(((Rehearsal.Contradicted) it).words().text())
        .contains("did not come back to where it began", "+ link br77 bridge down");
  }

  @Test
  void a_batch_that_the_kernel_does_not_take_is_told_in_its_words() {
    Rehearsal it = rehearse("ip link set card0 master br78 2>&1\n", ":\n");
    assertThat(((Rehearsal.Contradicted) it).words().text())
        .contains("the change failed when it was rehearsed", "br78");
  }

  @Test
  void what_cannot_be_stood_in_for_says_so() {
    Rehearsal it = ControllerRehearsal.of(BATCH, ":\n", "echo no such kind; false\n", List.of());
    assertThat(it.text()).startsWith("not rehearsed: ");
  }
}
