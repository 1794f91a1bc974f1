package dev.bascule.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Change;
import dev.bascule.model.FileContent;
import dev.bascule.model.Secrets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContentDiffsTest {
  private final ContentDiffs diffs = new ContentDiffs(new Printable(new Secrets()));

  @Test
  void what_differs_on_many_nodes_in_the_same_way_is_compared_once() {
    assertThat(of(Plans.update("/etc/a", "old\n", "new\n")))
        .isSameAs(of(Plans.update("/etc/a", "old\n", "new\n")));
  }

  @Test
  void what_differs_in_anything_that_is_shown_is_compared_for_itself() {
    FileContent old = FileContent.of("old\n");
    FileContent fresh = FileContent.of("new\n");
    List<Change> changes =
        List.of(
            Plans.update("/etc/a", "old\n", "new\n"),
            Plans.update("/etc/b", "old\n", "new\n"),
            Plans.update("/etc/a", "older\n", "new\n"),
            Plans.update("/etc/a", "old\n", "newer\n"),
            Plans.content(Change.Verb.CREATE, "/etc/a", old, fresh),
            Plans.content(Change.Verb.UPDATE, "/etc/a", null, fresh),
            new Plans.Made(
                Change.Verb.UPDATE,
                "/etc/a",
                List.of(),
                Optional.of(new Change.ContentChange(old, fresh, true))));
    Set<ContentDiff> all = new HashSet<>();
    changes.forEach(change -> all.add(of(change)));
    assertThat(all).hasSameSizeAs(changes);
  }

  @Test
  void only_some_are_kept() {
    ContentDiff first = of(Plans.update("/etc/a", "old\n", "new\n"));
    for (int i = 0; i < 32; i++) {
      of(Plans.update("/etc/a", "old\n", i + "\n"));
    }
    assertThat(of(Plans.update("/etc/a", "old\n", "new\n"))).isNotSameAs(first).isEqualTo(first);
  }

  private ContentDiff of(Change change) {
    return diffs.of(change, change.content().orElseThrow());
  }
}
