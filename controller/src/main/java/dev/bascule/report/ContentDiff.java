package dev.bascule.report;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Patch;
import dev.bascule.model.Change;
import dev.bascule.model.FileContent;
import dev.bascule.model.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What differs in a file's content: a unified diff with three lines of context, or why none is
 * shown.
 *
 * @param kind text when {@code diff} has lines
 * @param note why there is no diff; empty when there is one
 * @param diff lines, masked and harmless
 */
record ContentDiff(Kind kind, String note, List<String> diff) {
  // Larger files make diffs that nobody reads, and comparing them takes long.
  private static final int LARGEST = 512 << 10;
  private static final int LONGEST_DIFF = 1000;
  private static final int CONTEXT = 3;
  private static final String NO_NEWLINE = "\n\\ No newline at end of file";

  enum Kind {
    TEXT,
    BINARY,
    SECRET,
    TOO_LARGE
  }

  static ContentDiff of(Change change, Change.ContentChange content, Printable printable) {
    boolean created = change.verb() == Change.Verb.CREATE;
    FileContent before = content.before() == null ? FileContent.EMPTY : content.before();
    if (content.secret()) {
      return none(Kind.SECRET, "content differs; it is secret and not shown");
    }
    if (content.before() == null && !created) {
      return none(Kind.TOO_LARGE, "content differs; too large to show");
    }
    if (!before.isText() || !content.after().isText()) {
      return none(Kind.BINARY, "binary content differs: " + sizes(before, content.after()));
    }
    if (before.size() > LARGEST || content.after().size() > LARGEST) {
      return none(
          Kind.TOO_LARGE, "content differs; too large to show: " + sizes(before, content.after()));
    }
    return unified(change.target(), created, before, content.after(), printable);
  }

  private static ContentDiff none(Kind kind, String note) {
    return new ContentDiff(kind, note, List.of());
  }

  private static String sizes(FileContent before, FileContent after) {
    return before.size() + " -> " + after.size() + " bytes";
  }

  private static ContentDiff unified(
      String target, boolean created, FileContent before, FileContent after, Printable printable) {
    List<String> old = lines(before);
    List<String> fresh = lines(after);
    Optional<Patch<String>> patch = LineDiff.of(old, fresh);
    if (patch.isEmpty()) {
      return none(
          Kind.TOO_LARGE,
          "content differs in too many lines to show: " + old.size() + " -> " + fresh.size());
    }
    String name = printable.line(target);
    List<String> diff =
        UnifiedDiffUtils.generateUnifiedDiff(
            created ? "/dev/null" : name,
            name,
            old,
            hideOldSecrets(patch.get(), printable),
            CONTEXT);
    // The library numbers the lines of an empty file from 1, patch(1) wants 0.
    if (old.isEmpty() && diff.size() > 2) {
      diff.set(2, diff.get(2).replace("@@ -1,0 ", "@@ -0,0 "));
    } else if (after.size() == 0 && diff.size() > 2) {
      diff.set(2, diff.get(2).replace(" +1,0 @@", " +0,0 @@"));
    }
    List<String> shown = new ArrayList<>();
    for (String line : diff.subList(0, Math.min(diff.size(), LONGEST_DIFF))) {
      boolean marked = line.endsWith(NO_NEWLINE);
      shown.add(
          printable.line(marked ? line.substring(0, line.length() - NO_NEWLINE.length()) : line));
      if (marked) {
        shown.add(NO_NEWLINE.strip());
      }
    }
    if (diff.size() > LONGEST_DIFF) {
      shown.add("... " + (diff.size() - LONGEST_DIFF) + " more lines");
    }
    return new ContentDiff(Kind.TEXT, "", shown);
  }

  // A file without a newline at its end differs from one that has it, as diff(1) shows it.
  private static List<String> lines(FileContent content) {
    String text = content.text();
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    String last = lines.remove(lines.size() - 1);
    if (!last.isEmpty()) {
      lines.add(last + NO_NEWLINE);
    }
    return lines;
  }

  // The old value of a secret is one that this run never saw, so nothing else would mask it.
  private static Patch<String> hideOldSecrets(Patch<String> patch, Printable printable) {
    for (AbstractDelta<String> delta : patch.getDeltas()) {
      if (delta.getTarget().getLines().stream().anyMatch(printable::holdsSecret)) {
        List<String> old = delta.getSource().getLines();
        delta.getSource().setLines(old.stream().map(line -> Secrets.MASK).toList());
      }
    }
    return patch;
  }
}
