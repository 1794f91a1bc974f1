package dev.bascule.network.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One line of shell text: a call of a function of {@code net-ops.sh}. */
final class StepText {
  private StepText() {}

  /** Several steps are lines of one process. */
  static String of(List<Step> steps, boolean batches) {
    Saying first = steps.get(0).saying();
    String call = batches && first.isLine() ? batch(steps) : single(steps.get(0));
    return first.namespace().isEmpty()
        ? call
        : "net_in " + Words.quote(first.namespace()) + " " + call;
  }

  private static String batch(List<Step> steps) {
    Saying first = steps.get(0).saying();
    String program = first.form() == Saying.Form.IP ? "ip" : "bridge";
    String lines =
        steps.stream()
            .map(step -> String.join(" ", step.saying().words()))
            .collect(Collectors.joining("\n"));
    String labels = steps.stream().map(Step::label).collect(Collectors.joining("\n"));
    return Words.shell(List.of("net_batch", program, first.option(), lines, labels));
  }

  private static String single(Step step) {
    Saying saying = step.saying();
    List<String> words = new ArrayList<>();
    if (saying.form() == Saying.Form.LABELLED) {
      words.add(saying.words().get(0));
      words.add(step.label());
      words.addAll(saying.words().subList(1, saying.words().size()));
    } else {
      words.addAll(List.of("net_do", step.label()));
      if (saying.form() == Saying.Form.IP) {
        words.addAll(List.of("net_ip", saying.option()));
      } else if (saying.form() == Saying.Form.BRIDGE) {
        words.add("net_bridge");
      }
      words.addAll(saying.words());
    }
    return Words.shell(words);
  }
}
