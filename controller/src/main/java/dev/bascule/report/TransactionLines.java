package dev.bascule.report;

import dev.bascule.network.ControlPath;
import dev.bascule.network.Transaction;
import dev.bascule.network.Window;
import dev.bascule.network.persist.FileEdit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the changes of a network are made together, as lines below a plan.
 *
 * <pre>
 *   under a rollback timer of 67 s = a new login 20 s + stability 35 s + margin 10 s + ...
 *     unless a new login reaches the node and confirms in time, it goes back by itself
 *     this session comes from 10.0.0.9 to 10.0.0.5; replies leave by eth0 via 10.0.0.1
 *     at confirm edits /etc/network/interfaces
 *     warning: ...
 * </pre>
 */
record TransactionLines(Printable printable, Palette palette) {

  void addTo(List<String> out, Transaction it) {
    out.add("  " + palette.bold("under a rollback timer") + " of " + window(it.window()));
    if (it.control() != null) {
      out.add("    " + printable.line(path(it.control())));
    }
    String others =
        it.candidates().stream()
            .filter(address -> it.control() == null || !address.equals(it.control().local()))
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    if (!others.isEmpty()) {
      out.add("    afterwards the node is also looked for at " + others);
    }
    out.add(
        it.settings().manual()
            ? "    unless it is confirmed in time, by bascule confirm, the node goes back by itself"
            : "    unless a new login reaches the node and confirms in time, it goes back by itself");
    for (FileEdit edit : it.edits().files()) {
      String verb =
          edit.after() == null ? "removes " : edit.before() == null ? "writes " : "edits ";
      out.add("    at confirm " + verb + printable.line(edit.path().text()));
    }
    if (!it.settings().rehearsed()) {
      out.add("    " + palette.yellow("not rehearsed first") + ": the timer alone holds");
    }
    it.warnings().forEach(text -> out.add("    " + palette.yellow("warning") + ": " + text(text)));
  }

  private String text(String text) {
    return printable.lines(text).replace("\n", "\n      ");
  }

  private static String window(Window window) {
    String sum =
        window.parts().stream().map(part -> printableTime(part)).collect(Collectors.joining(" + "));
    long rest = window.total().minus(Window.sum(window.parts())).toSeconds();
    String more = sum.isEmpty() || rest == 0 ? "" : " + " + rest + " s to spare";
    return window.total().toSeconds() + " s" + (sum.isEmpty() ? "" : " = " + sum + more);
  }

  private static String printableTime(Window.Part part) {
    return part.reason() + " " + part.time().toSeconds() + " s";
  }

  private static String path(ControlPath path) {
    String below =
        path.below().isEmpty()
            ? ""
            : " over "
                + path.below().stream().map(Object::toString).collect(Collectors.joining(", "));
    String gateway = path.gateway() == null ? "" : " via " + path.gateway();
    return "this session comes from "
        + path.remote()
        + " to "
        + path.local()
        + "; replies leave by "
        + path.egress()
        + below
        + gateway;
  }
}
