package dev.bascule.probe;

import dev.bascule.probe.net.NetworkSubjects;
import dev.bascule.transport.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the script that looks at a node; only the parts that are needed are in it. */
public final class ProbeScript {
  private final String boundary;
  private final Subjects subjects;
  private final Optional<NetworkSubjects> network;
  private final Set<FactGroup> facts;
  private final boolean withoutStat;
  private final boolean remote;

  /**
   * What to look at.
   *
   * @param boundary begins the frames of the output, see {@link Frames}
   * @param network empty to look at nothing of the network
   * @param withoutStat for a node that has no {@code stat}; other nodes are spared the part
   * @param remote whether the controller is elsewhere, so that its way to the node matters
   */
  public ProbeScript(
      String boundary,
      Subjects subjects,
      Optional<NetworkSubjects> network,
      Set<FactGroup> facts,
      boolean withoutStat,
      boolean remote) {
    this.boundary = boundary;
    this.subjects = subjects;
    this.network = network;
    this.facts = facts;
    this.withoutStat = withoutStat;
    this.remote = remote;
  }

  /** The script. */
  public Script script() {
    SubjectsText text = new SubjectsText(subjects);
    List<String> parts = new ArrayList<>(List.of("common"));
    StringBuilder calls = new StringBuilder();
    for (FactGroup group : facts) {
      parts.add("probe-" + group.part());
      calls.append(group.part()).append('\n');
    }
    if (facts.contains(FactGroup.SPACES)) {
      parts.add("within");
    }
    parts.addAll(text.parts());
    if (withoutStat) {
      parts.add("lsstat");
    }
    String names = network.map(this::networkValues).orElse("");
    network.ifPresent(
        wanted -> {
          parts.add("probe-net");
          calls.append("net\n");
        });
    // Nothing runs before the last line is here: a script that was cut off does nothing at all.
    String main = "main() {\n" + calls + text.calls() + "echo \"$b end\"\n}\nmain </dev/null\n";
    String values = "b=" + boundary + "\n" + names + text.values();
    return new Script("probe", ShellText.parts(parts.stream().distinct().toList()) + values + main);
  }

  private String networkValues(NetworkSubjects wanted) {
    return "L=" + (remote ? "1" : "") + "\nN=" + ShellText.quoteLines(wanted.sorted()) + "\n";
  }
}
