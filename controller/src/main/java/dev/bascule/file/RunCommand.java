package dev.bascule.file;

import java.util.List;

/**
 * A command runs. Its guard is asked again right before, so it may turn out not to be needed.
 *
 * @param uncertain whether the guard says that it need not run, as long as the changes before it
 *     are not made
 */
public record RunCommand(Resource.Command command, boolean uncertain) implements Step.AtSystem {
  private static final int LONGEST_SHOWN = 100;

  @Override
  public Layer layer() {
    return Layer.BOTH;
  }

  @Override
  public Verb verb() {
    return Verb.RUN;
  }

  @Override
  public String target() {
    String first = String.join(" ", command.body()).strip();
    int end = first.indexOf('\n');
    String line = end < 0 ? first : first.substring(0, end) + " …";
    return "command "
        + (line.length() > LONGEST_SHOWN ? line.substring(0, LONGEST_SHOWN) + "…" : line);
  }

  @Override
  public List<Detail> details() {
    return uncertain
        ? List.of(new Detail("unless", "holds now", "asked again after the changes before it"))
        : List.of();
  }
}
