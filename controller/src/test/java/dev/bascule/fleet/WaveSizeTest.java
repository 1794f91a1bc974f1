package dev.bascule.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaveSizeTest {
  private static final List<Integer> TEN = IntStream.rangeClosed(1, 10).boxed().toList();

  @Test
  void no_size_gives_one_wave() {
    assertThat(WaveSize.cut(TEN, List.of())).containsExactly(TEN);
  }

  @Test
  void the_last_size_repeats() {
    List<WaveSize> sizes = List.of(new WaveSize(1, false), new WaveSize(4, false));
    assertThat(WaveSize.cut(TEN, sizes)).extracting(List::size).containsExactly(1, 4, 4, 1);
  }

  @Test
  void a_percentage_is_of_all_nodes_and_never_less_than_one_node() {
    List<WaveSize> sizes = List.of(new WaveSize(1, true), new WaveSize(50, true));
    assertThat(WaveSize.cut(TEN, sizes)).extracting(List::size).containsExactly(1, 5, 4);
  }

  @Test
  void no_nodes_give_no_wave() {
    assertThat(WaveSize.cut(List.of(), List.of())).isEmpty();
  }
}
