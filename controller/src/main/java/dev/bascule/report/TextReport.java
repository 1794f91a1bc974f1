package dev.bascule.report;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A run as text: what ended in the same way stands together once, under the names of its nodes; the
 * last line sums up.
 *
 * <pre>
 * hn-1, hn-2, hn-3 (3 nodes): would change
 *   vznet.conf  playbooks/site.yml:14:5
 *     update /etc/vz/vznet.conf
 *
 * 5 nodes: 2 in sync, 3 to change
 * </pre>
 */
public final class TextReport {
  private static final String NOTHING = "nothing was changed";
  private static final int MOST_NAMES = 20;

  private final Printable printable;
  private final Palette palette;
  private final PlanText plans;

  /**
   * A way to write reports.
   *
   * @param diffs whether contents that differ are shown
   */
  public TextReport(Printable printable, Palette palette, boolean diffs) {
    this(printable, palette, diffs, false);
  }

  /**
   * A way to write reports.
   *
   * @param diffs whether contents that differ are shown
   * @param whole whether also those of new scripts that this program brings along
   */
  public TextReport(Printable printable, Palette palette, boolean diffs, boolean whole) {
    this.printable = printable;
    this.palette = palette;
    this.plans = new PlanText(printable, palette, diffs, whole);
  }

  /** The whole report; ends with a newline. */
  public String render(RunReport run) {
    return body(run.nodes(), run.isDriftCheck())
        + WaveText.planned(run.nodes()).map(line -> printable.line(line) + "\n").orElse("")
        + summary(run)
        + "\n";
  }

  /** Only what went wrong, without a last line. */
  public String failures(RunReport run) {
    return body(run.nodes().stream().filter(node -> isFailure(node.outcome())).toList(), false);
  }

  /** What is said about one node, without its name and its notes. */
  public String one(NodeReport node, RunReport run) {
    return body(node.outcome(), run.isDriftCheck());
  }

  static boolean isFailure(Outcome outcome) {
    return !(outcome instanceof Outcome.InSync
        || outcome instanceof Outcome.Changed
        || outcome instanceof Outcome.Drifted
        || outcome instanceof Outcome.Pending);
  }

  private String body(List<NodeReport> reports, boolean drift) {
    StringBuilder out = new StringBuilder();
    groups(reports, drift)
        .forEach(
            (body, nodes) -> {
              List<NodeName> names = nodes.stream().map(NodeReport::node).toList();
              out.append(palette.bold(names(names))).append(": ").append(body);
              nodes.forEach(node -> addNotes(out, node, nodes.size() > 1, drift));
              out.append('\n');
            });
    return out.toString();
  }

  // Figures differ from node to node: they must not keep equal plans apart.
  private void addNotes(StringBuilder out, NodeReport node, boolean named, boolean drift) {
    if (node.outcome() instanceof Outcome.Changed it) {
      String of = named ? node.node() + ": " : "";
      it.notes()
          .forEach(note -> out.append("  ").append(of).append(printable.line(note)).append('\n'));
    }
    // A plan is read for what comes.
    List<String> past = drift ? past(node) : List.of();
    if (!past.isEmpty() && named) {
      out.append("  ").append(node.node()).append(":\n");
    }
    past.forEach(line -> out.append(named ? "    " : "  ").append(line).append('\n'));
  }

  /**
   * Since when a node's drift is there and who made it, as far as is known: lines without an end.
   */
  public List<String> past(NodeReport node) {
    return past(node, ZoneId.systemDefault());
  }

  /** The same with the times of a place. */
  public List<String> past(NodeReport node, ZoneId zone) {
    return new DriftNotes(printable, zone).lines(node);
  }

  /** The last line. */
  public String summary(RunReport run) {
    StringJoiner parts = new StringJoiner(", ");
    run.counts()
        .forEach((name, count) -> parts.add(coloured(name, count + " " + words(name, run))));
    int nodes = run.nodes().size();
    String text = nodes + (nodes == 1 ? " node" : " nodes") + (nodes == 0 ? "" : ": ") + parts;
    text = run.shard() == null ? text : text + " (shard " + run.shard().text() + ")";
    return run.interrupted() ? text + " (interrupted)" : text;
  }

  // Nodes in sync are told by the summary alone, without a warning: there may be thousands.
  private Map<String, List<NodeReport>> groups(List<NodeReport> reports, boolean drift) {
    Map<String, List<NodeReport>> groups = new LinkedHashMap<>();
    for (NodeReport node : reports) {
      if (!(node.outcome() instanceof Outcome.InSync it && it.warnings().isEmpty())) {
        groups.computeIfAbsent(body(node.outcome(), drift), body -> new ArrayList<>()).add(node);
      }
    }
    return groups;
  }

  private String body(Outcome outcome, boolean drift) {
    List<String> lines = new ArrayList<>();
    if (outcome instanceof Outcome.Drifted it && drift) {
      lines.add(palette.yellow("drifted"));
      lines.addAll(new DriftText(plans, palette).lines(it.plan()));
    } else if (outcome instanceof Outcome.Drifted it) {
      lines.add(palette.yellow("would change"));
      lines.addAll(plans.lines(it.plan(), false));
    } else if (outcome instanceof Outcome.Changed it) {
      lines.add(palette.green("changed"));
      lines.addAll(plans.lines(it.plan(), true));
    } else if (outcome instanceof Outcome.Refused it) {
      addEnd(lines, "refused", it.reason(), it.hint());
      lines.add("  nothing was written");
    } else if (outcome instanceof Outcome.Failed it) {
      addEnd(lines, "failed while " + doing(it.phase()), it.message(), it.hint());
      if (!it.message().endsWith(NOTHING)) {
        lines.add("  " + before(it));
      }
    } else if (outcome instanceof Outcome.Unreachable it) {
      addEnd(lines, "unreachable", it.message(), it.hint());
    } else if (outcome instanceof Outcome.Unknown it) {
      addEnd(lines, "unknown", it.message(), it.hint());
      addPlan(lines, it.plan());
    } else if (outcome instanceof Outcome.Skipped it) {
      lines.add(palette.dim("skipped: ") + printable.line(it.reason()));
    } else if (outcome instanceof Outcome.InSync it) {
      lines.add(palette.green("in sync"));
      lines.addAll(plans.warnings(it.warnings()));
    } else {
      addTransaction(lines, outcome);
    }
    return String.join("\n", lines) + "\n";
  }

  private void addTransaction(List<String> lines, Outcome outcome) {
    if (outcome instanceof Outcome.Pending it) {
      lines.add(palette.yellow("waits to be confirmed") + ": " + printable.line(it.message()));
      it.hint().lines().forEach(line -> lines.add("  " + printable.line(line)));
    } else if (outcome instanceof Outcome.RolledBack it) {
      addEnd(lines, "rolled back", it.reason(), it.hint());
      lines.add("  the network is as it was before, compared line by line");
    } else if (outcome instanceof Outcome.RolledBackDiffers it) {
      addEnd(lines, "rolled back, but not all is as it was", it.reason(), null);
      it.differences().forEach(line -> lines.add("    " + printable.line(line)));
    } else if (outcome instanceof Outcome.RollbackFailed it) {
      addEnd(lines, "ROLLBACK FAILED", it.reason(), null);
      it.differences().forEach(line -> lines.add("    " + printable.line(line)));
      lines.add("  the last thing that the node tried: " + printable.line(it.rung()));
    }
  }

  // A command that failed may have changed things itself; what could not be written did not.
  private String before(Outcome.Failed it) {
    if (!it.done().isEmpty()) {
      return "changed before that: " + printable.line(String.join(", ", it.done()));
    }
    return it.phase().writes() ? NOTHING + " before that" : NOTHING;
  }

  private void addPlan(List<String> lines, Plan plan) {
    if (!plan.isEmpty()) {
      lines.add(
          plan.transaction() == null
              ? "  any of these may be done or not:"
              : "  any of these may be done or not; those of the network all, or none in the end:");
      lines.addAll(new PlanText(printable, palette, false, false).changes(plan, false));
    }
  }

  private void addEnd(List<String> lines, String word, String message, @Nullable String hint) {
    String[] text = printable.lines(message.strip()).split("\n", -1);
    lines.add(palette.red(word) + ": " + text[0]);
    for (int i = 1; i < text.length; i++) {
      lines.add("  " + text[i]);
    }
    if (hint != null) {
      lines.add("  hint: " + printable.lines(hint.strip()).replace("\n", "\n        "));
    }
  }

  static String doing(Phase phase) {
    return switch (phase) {
      case CONNECT -> "connecting";
      case PROBE -> "probing";
      case PLAN -> "planning";
      case APPLY -> "applying";
      case VERIFY -> "verifying";
      case ARM -> "arming";
      case PROVE -> "proving";
      case CONFIRM -> "confirming";
      case ROLL_BACK -> "rolling back";
    };
  }

  static String names(List<NodeName> nodes) {
    StringJoiner names = new StringJoiner(", ");
    nodes.stream().limit(MOST_NAMES).forEach(node -> names.add(node.text()));
    if (nodes.size() > MOST_NAMES) {
      names.add("...");
    }
    return nodes.size() == 1 ? names.toString() : names + " (" + nodes.size() + " nodes)";
  }

  private static String words(String name, RunReport run) {
    return run.isDriftCheck() && name.equals("drifted") ? name : words(name);
  }

  static String words(String name) {
    return switch (name) {
      case "in_sync" -> "in sync";
      case "drifted" -> "to change";
      case "pending" -> "to confirm";
      case "rolled_back" -> "rolled back";
      case "rolled_back_differs" -> "rolled back with differences";
      case "rollback_failed" -> "with a failed rollback";
      default -> name;
    };
  }

  private String coloured(String name, String text) {
    return switch (name) {
      case "in_sync", "changed" -> palette.green(text);
      case "drifted", "pending", "skipped" -> palette.yellow(text);
      default -> palette.red(text);
    };
  }
}
