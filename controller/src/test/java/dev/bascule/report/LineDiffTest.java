package dev.bascule.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LineDiffTest {
  private static final int LINES = 100_000;

  @Test
  void a_patch_leads_from_one_text_to_the_other_whatever_they_are() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      List<String> before = some(random);
      List<String> after = some(random);
      Patch<String> patch = LineDiff.of(before, after).orElseThrow();
      assertThat(patch.applyTo(before)).isEqualTo(after);
      assertThat(patch.restore(after)).isEqualTo(before);
    }
  }

  private static List<String> some(Random random) {
    return random.ints(random.nextInt(12), 0, 3).mapToObj(Integer::toString).toList();
  }

  @Test
  void what_differs_at_both_ends_of_a_long_text_is_found_and_not_all_between() {
    List<String> before = numbers("", LINES);
    List<String> after = new ArrayList<>(before);
    after.set(1, "new");
    after.set(LINES - 2, "new");
    assertThat(LineDiff.of(before, after).orElseThrow().getDeltas())
        .extracting(delta -> delta.getSource().getPosition(), delta -> delta.getSource().size())
        .containsExactly(tuple(1, 1), tuple(LINES - 2, 1));
  }

  @Test
  void a_text_that_is_all_new_is_not_searched_for_anything_old() {
    List<String> all = numbers("", LINES);
    assertThat(LineDiff.of(List.of(), all).orElseThrow().getDeltas()).hasSize(1);
    assertThat(LineDiff.of(all, List.of()).orElseThrow().getDeltas()).hasSize(1);
    assertThat(LineDiff.of(all, all).orElseThrow().getDeltas()).isEmpty();
  }

  @Test
  void texts_that_differ_in_too_many_lines_are_not_compared_to_the_end() {
    assertThat(LineDiff.of(numbers("a", 500), numbers("b", 500))).isPresent();
    assertThat(LineDiff.of(numbers("a", 501), numbers("b", 500))).isEmpty();
    assertThat(LineDiff.of(numbers("a", LINES), numbers("b", LINES))).isEmpty();
  }

  private static List<String> numbers(String before, int count) {
    return IntStream.range(0, count).mapToObj(i -> before + i).toList();
  }
}
