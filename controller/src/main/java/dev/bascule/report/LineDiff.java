package dev.bascule.report;

import com.github.difflib.algorithm.Change;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.algorithm.myers.MyersDiff;
import com.github.difflib.patch.DeltaType;
import com.github.difflib.patch.Patch;
import java.util.List;
import java.util.Optional;

/**
 * Which lines of two texts differ, found in bounded time and memory: both grow with the square of
 * how many lines do.
 */
final class LineDiff {
  /** Lines that were added or removed; of what differs more, nobody reads how. */
  private static final int MOST = 1000;

  private LineDiff() {}

  /** Empty when too many lines differ. */
  static Optional<Patch<String>> of(List<String> before, List<String> after) {
    int shorter = Math.min(before.size(), after.size());
    int head = 0;
    while (head < shorter && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    List<String> old = before.subList(head, before.size() - tail);
    List<String> fresh = after.subList(head, after.size() - tail);
    int by = head;
    return changes(old, fresh).map(found -> Patch.generate(before, after, moved(found, by)));
  }

  // Nothing is searched for in a file that is new, or gone, however long it is.
  private static Optional<List<Change>> changes(List<String> old, List<String> fresh) {
    if (old.isEmpty() && fresh.isEmpty()) {
      return Optional.of(List.of());
    } else if (old.isEmpty() || fresh.isEmpty()) {
      DeltaType type = old.isEmpty() ? DeltaType.INSERT : DeltaType.DELETE;
      return Optional.of(List.of(new Change(type, 0, old.size(), 0, fresh.size())));
    }
    try {
      return Optional.of(new MyersDiff<String>().computeDiff(old, fresh, new Bound()));
    } catch (TooMany e) {
      return Optional.empty();
    }
  }

  private static List<Change> moved(List<Change> changes, int by) {
    return changes.stream()
        .map(
            it ->
                new Change(
                    it.deltaType,
                    it.startOriginal + by,
                    it.endOriginal + by,
                    it.startRevised + by,
                    it.endRevised + by))
        .toList();
  }

  /** Ends the search from within: the library has no other way. */
  private static final class Bound implements DiffAlgorithmListener {
    @Override
    public void diffStart() {}

    @Override
    public void diffStep(int lines, int all) {
      if (lines > MOST) {
        throw new TooMany();
      }
    }

    @Override
    public void diffEnd() {}
  }

  private static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMany() {
      super("more than " + MOST + " lines differ", null, false, false);
    }
  }
}
