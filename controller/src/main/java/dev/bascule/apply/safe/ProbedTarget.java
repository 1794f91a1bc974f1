package dev.bascule.apply.safe;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Comparison;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Transaction;
import dev.bascule.probe.Frames;
import dev.bascule.probe.ShellText;
import dev.bascule.probe.net.NetworkReader;
import java.util.List;

/** Compares with the target what the probe's own part reads again. */
final class ProbedTarget implements TargetCheck {

  @Override
  public String functions() {
    return ShellText.parts(List.of("probe-net"));
  }

  @Override
  public String look(Transaction transaction) {
    List<String> names = transaction.touched().stream().map(InterfaceName::text).sorted().toList();
    // In a shell of its own: it changes folders and variables.
    return "(\nL=\nN=" + ShellText.quoteLines(names) + "\nnet\n)\n";
  }

  @Override
  public List<String> differences(Transaction transaction, Frames frames) {
    return NetworkReader.read(frames)
        .map(seen -> differences(transaction, seen.state()))
        .orElseGet(() -> List.of("the node's network could not be read"));
  }

  // What is not touched may change at any time: a container starts.
  private static List<String> differences(Transaction transaction, NetworkState seen) {
    return Comparison.of(transaction.target(), seen, transaction.touched());
  }
}
