package dev.bascule.report;

import dev.bascule.model.Change;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What differs in files' contents, of one report: many nodes differ in the same way, and what was
 * lately compared for one is not compared again for the next. Safe for use by several threads.
 */
final class ContentDiffs {
  /** Each may have a thousand lines. */
  private static final int KEPT = 32;

  private final Printable printable;
  private final Map<Key, ContentDiff> lately =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, ContentDiff> eldest) {
          return size() > KEPT;
        }
      };

  private record Key(
      Change.Verb verb, String target, @Nullable String before, String after, boolean secret) {}

  ContentDiffs(Printable printable) {
    this.printable = printable;
  }

  /** That of a change. */
  synchronized ContentDiff of(Change change, Change.ContentChange content) {
    Key key =
        new Key(
            change.verb(),
            change.target(),
            content.before() == null ? null : content.before().sha256(),
            content.after().sha256(),
            content.secret());
    ContentDiff known = lately.get(key);
    if (known == null) {
      known = ContentDiff.of(change, content, printable);
      lately.put(key, known);
    }
    return known;
  }
}
