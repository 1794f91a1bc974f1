package dev.bascule.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.NodeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Waves of fleets: a few by hand, and the rules that hold for each of a thousand. */
class CutTest {

  @Test
  void nodes_of_one_rack_go_one_after_the_other() {
    assertThat(cut(WaveRules.ONE, "a r1", "b r1", "c r2", "d r1")).containsExactly("a c", "b", "d");
  }

  @Test
  void a_node_that_has_to_wait_is_the_first_of_the_next_wave() {
    WaveRules two = WaveRules.of(List.of(new WaveSize(2, false)));
    assertThat(cut(two, "a r1", "b r1", "c r2", "d r3", "e r1")).containsExactly("a c", "b d", "e");
  }

  @Test
  void of_two_things_one_shared_is_enough() {
    assertThat(cut(WaveRules.ONE, "a r1,f1", "b r2,f1", "c r2,f2", "d r3,f3"))
        .containsExactly("a c d", "b");
  }

  @Test
  void the_canary_is_alone_and_a_larger_first_size_comes_after_it() {
    WaveRules rules = rules(null, new WaveSize(3, false));
    assertThat(cut(rules, "a", "b", "c", "d", "e")).containsExactly("a", "b c d", "e");
  }

  @Test
  void a_first_size_of_one_is_the_canarys_own() {
    WaveRules rules = rules(null, new WaveSize(1, false), new WaveSize(2, false));
    assertThat(cut(rules, "a", "b", "c", "d", "e")).containsExactly("a", "b c", "d e");
  }

  @Test
  void the_canary_may_be_chosen_and_the_others_keep_their_order() {
    assertThat(cut(rules("c"), "a", "b", "c", "d")).containsExactly("c", "a b d");
    assertThat(cut(rules("x"), "a", "b", "c", "d")).containsExactly("a", "b c d");
  }

  @Test
  void one_node_is_one_wave() {
    assertThat(cut(rules(null), "a")).containsExactly("a");
  }

  static List<Long> seeds() {
    return IntStream.range(0, 1000).mapToObj(i -> 20_240_000L + i).toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_rules_hold_for_any_fleet(long seed) {
    Random random = new Random(seed);
    List<NodeName> nodes =
        IntStream.range(0, 1 + random.nextInt(120)).mapToObj(i -> new NodeName("n" + i)).toList();
    WaveRules rules = rules(random, nodes);
    List<List<NodeName>> waves = Cut.of(nodes, rules);

    List<NodeName> all = waves.stream().flatMap(List::stream).toList();
    assertThat(all).as("each once").hasSameSizeAs(nodes).containsExactlyInAnyOrderElementsOf(nodes);
    assertThat(Cut.of(nodes, rules)).as("always the same").isEqualTo(waves);
    boolean canary = rules.canary() && nodes.size() > 1;
    for (int i = 0; i < waves.size(); i++) {
      List<NodeName> wave = waves.get(i);
      assertThat(wave).isNotEmpty().hasSizeLessThanOrEqualTo(most(rules, i, canary, nodes.size()));
      assertThat(wave).as("in order").isSortedAccordingTo((a, b) -> number(a) - number(b));
      assertApart(wave, rules);
    }
    if (canary) {
      assertThat(waves.get(0)).containsExactly(chosen(rules, nodes));
    }
    assertThat(all.get(canary ? 1 : 0))
        .as("nobody is overtaken without need")
        .isEqualTo(
            nodes.stream()
                .filter(n -> !canary || !n.equals(all.get(0)))
                .findFirst()
                .orElse(all.get(0)));
  }

  // The first of those that share nothing is never left for later: no wave could have been fuller.
  @ParameterizedTest
  @MethodSource("seeds")
  void no_wave_leaves_out_a_node_that_it_has_room_for(long seed) {
    Random random = new Random(seed);
    List<NodeName> nodes = IntStream.range(0, 40).mapToObj(i -> new NodeName("n" + i)).toList();
    WaveRules rules = rules(random, nodes).withoutCanary();
    List<List<NodeName>> waves = Cut.of(nodes, rules);
    for (int i = 0; i < waves.size(); i++) {
      if (waves.get(i).size() < most(rules, i, false, nodes.size())) {
        Set<String> taken = new HashSet<>();
        waves.get(i).forEach(node -> taken.addAll(rules.fates(node)));
        waves.subList(i + 1, waves.size()).stream()
            .flatMap(List::stream)
            .forEach(later -> assertThat(rules.fates(later)).containsAnyElementsOf(taken));
      }
    }
  }

  private static int most(WaveRules rules, int wave, boolean canary, int nodes) {
    List<WaveSize> serial = rules.serial();
    if (canary && wave == 0) {
      return 1;
    } else if (serial.isEmpty()) {
      return nodes;
    }
    int shift = canary && serial.get(0).of(nodes) > 1 ? 1 : 0;
    return serial.get(Math.min(wave - shift, serial.size() - 1)).of(nodes);
  }

  private static void assertApart(List<NodeName> wave, WaveRules rules) {
    Set<String> seen = new HashSet<>();
    for (NodeName node : wave) {
      for (String fate : rules.fates(node)) {
        assertThat(seen.add(fate)).as(node + " shares " + fate).isTrue();
      }
    }
  }

  private static NodeName chosen(WaveRules rules, List<NodeName> nodes) {
    NodeName chosen = rules.chosen();
    return chosen != null && nodes.contains(chosen) ? chosen : nodes.get(0);
  }

  private static int number(NodeName node) {
    return Integer.parseInt(node.text().substring(1));
  }

  private static WaveRules rules(Random random, List<NodeName> nodes) {
    List<WaveSize> serial = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      boolean percent = random.nextBoolean();
      serial.add(new WaveSize(1 + random.nextInt(percent ? 100 : 20), percent));
    }
    int racks = 1 + random.nextInt(15);
    int feeds = random.nextInt(4);
    Map<NodeName, Set<String>> fates = new LinkedHashMap<>();
    for (NodeName node : nodes) {
      Set<String> of = new TreeSet<>(Set.of("rack=" + random.nextInt(racks)));
      if (feeds > 0) {
        of.add("feed=" + random.nextInt(feeds));
      }
      fates.put(node, of);
    }
    NodeName chosen = random.nextBoolean() ? new NodeName("n" + random.nextInt(60)) : null;
    return new WaveRules(
        serial, random.nextBoolean(), chosen, random.nextInt(4) == 0 ? Map.of() : fates);
  }

  private static WaveRules rules(String chosen, WaveSize... serial) {
    NodeName node = chosen == null ? null : new NodeName(chosen);
    return new WaveRules(List.of(serial), true, node, Map.of());
  }

  private static List<String> cut(WaveRules rules, String... written) {
    List<NodeName> nodes = new ArrayList<>();
    Map<NodeName, Set<String>> fates = new LinkedHashMap<>();
    for (String each : written) {
      String[] words = each.split(" ", -1);
      nodes.add(new NodeName(words[0]));
      fates.put(
          new NodeName(words[0]), words.length == 1 ? Set.of() : Set.of(words[1].split(",", -1)));
    }
    WaveRules all = new WaveRules(rules.serial(), rules.canary(), rules.chosen(), fates);
    return Cut.of(nodes, all).stream()
        .map(wave -> String.join(" ", wave.stream().map(NodeName::text).toList()))
        .toList();
  }
}
