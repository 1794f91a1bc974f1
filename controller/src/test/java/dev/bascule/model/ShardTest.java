package dev.bascule.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  @Test
  void every_node_is_in_exactly_one_shard_whatever_their_number() {
    Random random = new Random(6);
    List<NodeName> nodes =
        Stream.generate(() -> new NodeName("n" + Long.toHexString(random.nextLong()) + ".example"))
            .limit(500)
            .toList();
    for (int count : new int[] {1, 2, 3, 7, 16, 100, 499, 9999}) {
      List<Shard> shards =
          IntStream.rangeClosed(1, count).mapToObj(index -> new Shard(index, count)).toList();
      for (NodeName node : nodes) {
        assertThat(shards.stream().filter(shard -> shard.has(node)).count()).isEqualTo(1);
      }
    }
  }

  @Test
  void shards_are_about_equally_large() {
    for (int index = 1; index <= 8; index++) {
      Shard shard = new Shard(index, 8);
      long nodes =
          IntStream.rangeClosed(1, 2000)
              .filter(number -> shard.has(new NodeName("hn-" + number)))
              .count();
      assertThat(nodes).isCloseTo(250, within(60L));
    }
  }

  @Test
  void a_name_has_the_same_shard_in_every_version_of_the_program() {
    // printf %s hn-1 | sha256sum begins with 16 digits that are this number.
    assertThat(Long.toHexString(Shard.hash("hn-1"))).isEqualTo("daba47221ded4619");
    assertThat(
            IntStream.rangeClosed(1, 8)
                .filter(number -> new Shard(2, 3).has(new NodeName("hn-" + number)))
                .boxed())
        .containsExactly(5, 7);
  }

  @Test
  void what_it_writes_it_reads() {
    assertThat(Shard.parse(new Shard(2, 5).text())).contains(new Shard(2, 5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0/3", "4/3", "a/b", "", "3", "1/0", "-1/3", "1/3/5", " 1/3", "1/10000", "1/"})
  void nothing_else_is_a_shard(String text) {
    assertThat(Shard.parse(text)).isEmpty();
  }
}
