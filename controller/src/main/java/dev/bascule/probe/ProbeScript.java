package dev.bascule.probe;

import dev.bascule.transport.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes the script that looks at a node; only the parts that are needed are in it. */
public final class ProbeScript {
  private final String boundary;
  private final Subjects subjects;
  private final Set<FactGroup> facts;
  private final boolean withoutStat;

  /**
   * What to look at.
   *
   * @param boundary begins the frames of the output, see {@link Frames}
   * @param withoutStat for a node that has no {@code stat}; other nodes are spared the part
   */
  public ProbeScript(
      String boundary, Subjects subjects, Set<FactGroup> facts, boolean withoutStat) {
    this.boundary = boundary;
    this.subjects = subjects;
    this.facts = facts;
    this.withoutStat = withoutStat;
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
    parts.addAll(text.parts());
    if (withoutStat) {
      parts.add("lsstat");
    }
    // Nothing runs before the last line is here: a script that was cut off does nothing at all.
    String main = "main() {\n" + calls + text.calls() + "echo \"$b end\"\n}\nmain </dev/null\n";
    String values = "b=" + boundary + "\n" + text.values();
    return new Script("probe", ShellText.parts(parts) + values + main);
  }
}
