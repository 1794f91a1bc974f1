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
 */
record PlanText(Printable printable, Palette palette, boolean diffs) {

  List<String> lines(Plan plan, boolean done) {
    List<String> out = changes(plan, done);
    if (plan.transaction() != null && !done) {
      new TransactionLines(printable, palette).addTo(out, plan.transaction());
    }
    return out;
  }

  /** Only what changes, and not how. */
  List<String> changes(Plan plan, boolean done) {
    List<String> out = new ArrayList<>();
    for (PlannedTask task : plan.tasks()) {
      String kind = task.handler() ? "handler " : "";
      out.add(
          "  "
              + palette.bold(kind + printable.line(task.name()))
              + "  "
              + palette.dim(printable.line(task.where())));
      task.changes().forEach(change -> add(out, change, done));
    }
    return out;
  }

  private void add(List<String> out, Change change, boolean done) {
    String label = change instanceof NetworkChange it ? "  " + effect(it.effect()) : "";
    out.add("    " + verb(change.verb(), done) + " " + printable.line(change.target()) + label);
    boolean network = change instanceof NetworkChange;
    change.details().forEach(detail -> out.add("      " + detail(detail, network)));
    if (diffs && change.content().isPresent()) {
      ContentDiff diff = ContentDiff.of(change, change.content().get(), printable);
      if (!diff.note().isEmpty()) {
        out.add("      " + diff.note());
      }
      diff.diff().forEach(line -> addDiffLines(out, line));
    }
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
