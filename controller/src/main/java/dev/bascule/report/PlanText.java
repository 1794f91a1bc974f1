package dev.bascule.report;

import dev.bascule.model.Change;
import dev.bascule.network.NetworkChange;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A plan as lines of text.
 *
 * @param diffs whether contents are shown
 * @param whole whether also those of new scripts that this program brings along
 * @param contents lately compared
 */
record PlanText(
    Printable printable, Palette palette, boolean diffs, boolean whole, ContentDiffs contents) {

  PlanText(Printable printable, Palette palette, boolean diffs, boolean whole) {
    this(printable, palette, diffs, whole, new ContentDiffs(printable));
  }

  List<String> lines(Plan plan, boolean done) {
    List<String> out = changes(plan, done);
    if (plan.transaction() != null && !done) {
      new TransactionLines(printable, palette).addTo(out, plan.transaction());
    }
    out.addAll(warnings(plan.warnings()));
    return out;
  }

  /** What is worth saying beside the changes. */
  List<String> warnings(List<String> all) {
    return all.stream()
        .map(text -> "  " + palette.yellow("warning") + ": " + printable.line(text))
        .toList();
  }

  /** Only what changes, and not how. */
  List<String> changes(Plan plan, boolean done) {
    return tasks(plan.tasks(), done);
  }

  /** The same of some tasks. */
  List<String> tasks(List<PlannedTask> tasks, boolean done) {
    List<String> out = new ArrayList<>();
    String last = "";
    for (PlannedTask task : tasks) {
      String heading = heading(task);
      // One task's files, links and containers are made by several means, and are one task still.
      if (!heading.equals(last)) {
        out.add(heading);
      }
      last = heading;
      task.changes().forEach(change -> add(out, change, done));
    }
    return out;
  }

  private String heading(PlannedTask task) {
    String kind = task.handler() ? "handler " : "";
    return "  "
        + palette.bold(kind + printable.line(task.name()))
        + "  "
        + palette.dim(printable.line(task.where()));
  }

  private void add(List<String> out, Change change, boolean done) {
    boolean brief = diffs && !whole && isNewScriptOfOurs(change);
    String label = change instanceof NetworkChange it ? "  " + effect(it.effect()) : "";
    if (brief) {
      label =
          palette.dim(
              " (" + change.content().orElseThrow().after().text().lines().count() + " lines)");
    }
    out.add("    " + verb(change.verb(), done) + " " + printable.line(change.target()) + label);
    boolean network = change instanceof NetworkChange;
    change.details().forEach(detail -> out.add("      " + detail(detail, network)));
    if (diffs && !brief && change.content().isPresent()) {
      ContentDiff diff = contents.of(change, change.content().get());
      if (!diff.note().isEmpty()) {
        out.add("      " + diff.note());
      }
      diff.diff().forEach(line -> addDiffLines(out, line));
    }
  }

  // Hundreds of lines that are the same on every node, and stand in the documentation.
  private static boolean isNewScriptOfOurs(Change change) {
    return change.verb() == Change.Verb.CREATE
        && change.content().map(Change.ContentChange::brought).orElse(false);
  }

  private String effect(NetworkChange.Effect effect) {
    String text = "[" + effect.text() + "]";
    return switch (effect) {
      case SAFE -> palette.dim(text);
      case INTERRUPTS -> palette.yellow(text);
      case CUTS, NOT_REVERSIBLE -> palette.red(text);
    };
  }

  private void addDiffLines(List<String> out, String line) {
    out.add("      " + colour(line));
  }

  private String verb(Change.Verb verb, boolean done) {
    String word = verb.name().toLowerCase(Locale.ROOT);
    return switch (verb) {
      case CREATE -> palette.green(done ? "created" : word);
      case UPDATE -> palette.yellow(done ? "updated" : word);
      case REMOVE -> palette.red(done ? "removed" : word);
      case RUN -> palette.cyan(done ? "ran" : "would run");
    };
  }

  private String detail(Change.Detail detail, boolean network) {
    // A new bridge has a dozen values, and none of them was anything before.
    if (network && detail.from() == null) {
      return printable.line(detail.name()) + ": " + value(detail.to());
    }
    return printable.line(detail.name()) + ": " + before(detail) + " -> " + value(detail.to());
  }

  // What replaces a secret was most likely one too.
  private String before(Change.Detail detail) {
    boolean secret = detail.to() != null && printable.holdsSecret(detail.to());
    return secret && detail.from() != null ? "********" : value(detail.from());
  }

  private String value(@Nullable String value) {
    return value == null ? "(none)" : printable.line(value);
  }

  private String colour(String line) {
    if (line.startsWith("+++") || line.startsWith("---")) {
      return palette.bold(line);
    }
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> palette.green(line);
      case '-' -> palette.red(line);
      case '@' -> palette.cyan(line);
      default -> line;
    };
  }
}
