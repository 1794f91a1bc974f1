package dev.bascule.network.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Operations as shell text, which a node runs with the functions of {@code net-ops.sh} and {@code
 * common.sh} in scope, by {@code eval}, {@code .} or as a part of a script.
 *
 * <p>A text ends with status 0 when all was made. Forward, it ends at the first failure and has
 * printed {@code step 7 (address 10.0.0.5/24 on br0) failed: } and the kernel's words; an inverse
 * goes on and prints a line for each failure.
 */
public final class BatchText {
  private BatchText() {}

  /** Stops at the first failure. */
  public static String forward(List<NetworkOp> ops, Tools tools) {
    List<String> lines = lines(ops, tools);
    return "net_begin forward &&\n" + chain(lines) + "net_end\n";
  }

  /** Goes on at a failure: what is gone already is what was wanted. */
  public static String inverse(List<NetworkOp> ops, Tools tools) {
    List<String> lines = lines(ops, tools);
    return "net_begin undo\n"
        + lines.stream().map(line -> line + "\n").collect(Collectors.joining())
        + "net_end\n";
  }

  /** The operations that a node has no program for, each with the reason; none where it can all. */
  public static List<String> impossible(List<NetworkOp> ops, Tools tools) {
    return steps(ops, tools).stream()
        .filter(step -> step.saying().words().get(0).equals("net_cannot"))
        .map(step -> step.title() + ": " + step.saying().words().get(1))
        .toList();
  }

  private static String chain(List<String> lines) {
    return lines.stream().map(line -> line + " &&\n").collect(Collectors.joining());
  }

  private static List<Step> steps(List<NetworkOp> ops, Tools tools) {
    Dialect dialect = Dialect.of(tools, ops);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < ops.size(); i++) {
      String title = Titles.of(ops.get(i)).replace('\n', ' ');
      for (Saying saying : said(dialect, ops.get(i), tools)) {
        steps.add(new Step(i + 1, title, saying));
      }
    }
    return steps;
  }

  private static List<Saying> said(Dialect dialect, NetworkOp op, Tools tools) {
    return op instanceof NetworkOp.Ovs && !tools.ovs()
        ? List.of(
            CommonWords.cannot(
                "there is no ovs-vsctl of Open vSwitch, or its database does not answer"))
        : dialect.say(op);
  }

  private static List<String> lines(List<NetworkOp> ops, Tools tools) {
    List<Step> steps = AddressMoves.quiet(steps(ops, tools), ops);
    boolean batches = Dialect.of(tools, ops).batches();
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < steps.size()) {
      int to = from + 1;
      while (batches && to < steps.size() && together(steps, from, to)) {
        to++;
      }
      lines.add(StepText.of(steps.subList(from, to), batches));
      from = to;
    }
    return lines;
  }

  private static boolean together(List<Step> steps, int from, int at) {
    return steps.get(from).saying().goesWith(steps.get(at).saying());
  }
}
