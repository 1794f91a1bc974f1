package dev.bascule.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Secrets;
import dev.bascule.source.Problems;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder holds an inventory with mistakes, and problems.txt with all that is said of it. */
class RefusedInventoryTest {
  static List<InventoryCase> inventories() {
    return InventoryCase.all("refused");
  }

  @ParameterizedTest
  @MethodSource("inventories")
  void all_mistakes_are_shown_at_once(InventoryCase inventory) {
    Problems problems = new Problems();
    inventory.load(new Secrets(), problems);
    assertThat(inventory.shown(problems)).isEqualTo(inventory.text("problems.txt"));
  }
}
