package dev.bascule.apply.safe;

import dev.bascule.network.Transaction;
import dev.bascule.probe.Frames;
import dev.bascule.probe.ShellText;
import java.util.List;

/** Has the node compare what it has with what it had before the transaction that is undone. */
record RevertedTarget(Confirmed old) implements TargetCheck {

  @Override
  public String functions() {
    return ShellText.parts(List.of("netstate"));
  }

  @Override
  public String look(Transaction transaction) {
    String links = String.join(" ", old.touched());
    String quoted = String.join(" ", old.touched().stream().map(ShellText::quote).toList());
    return "netstate "
        + quoted
        + " >\"$d/reverted\"\nsay \"$b reverted\"\nnetdiff \"${d%/*}/"
        + old.id()
        + "/before\" \"$d/reverted\" "
        + ShellText.quote(links)
        + "\nsay \"$b compared $?\"\n";
  }

  @Override
  public List<String> differences(Transaction transaction, Frames frames) {
    if (frames.first("compared 0").isPresent()) {
      return List.of();
    }
    List<String> lines =
        frames.lines("reverted").stream().filter(line -> !line.startsWith("~")).toList();
    return lines.isEmpty() ? List.of("the node could not compare its network") : lines;
  }
}
