package dev.bascule.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.NodeName;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaveSizeTest {

  @Test
  void no_size_gives_one_wave() {
    assertThat(sizes(10)).containsExactly(10);
  }

  @Test
  void the_last_size_repeats() {
    assertThat(sizes(10, new WaveSize(1, false), new WaveSize(4, false)))
        .containsExactly(1, 4, 4, 1);
  }

  @Test
  void a_percentage_is_of_all_nodes_and_never_less_than_one_node() {
    assertThat(sizes(10, new WaveSize(1, true), new WaveSize(50, true))).containsExactly(1, 5, 4);
  }

  @Test
  void a_percentage_is_rounded_down_as_Ansible_does() {
    assertThat(sizes(7, new WaveSize(30, true))).containsExactly(2, 2, 2, 1);
    assertThat(sizes(9, new WaveSize(99, true))).containsExactly(8, 1);
  }

  @Test
  void all_of_them_in_percent_are_one_wave() {
    assertThat(sizes(7, new WaveSize(100, true))).containsExactly(7);
  }

  @Test
  void one_at_a_time() {
    assertThat(sizes(3, new WaveSize(1, false))).containsExactly(1, 1, 1);
  }

  @Test
  void no_nodes_give_no_wave() {
    assertThat(sizes(0)).isEmpty();
  }

  private static List<Integer> sizes(int nodes, WaveSize... serial) {
    List<NodeName> all =
        IntStream.rangeClosed(1, nodes).mapToObj(i -> new NodeName("n" + i)).toList();
    return Cut.of(all, WaveRules.of(List.of(serial))).stream().map(List::size).toList();
  }
}
