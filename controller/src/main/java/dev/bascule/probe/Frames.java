package dev.bascule.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A script's output, taken apart. A frame begins with a line of the boundary, a blank and a name;
 * the boundary is new and random in each script, so no content of a node can pass for one.
 */
public record Frames(List<Frame> all) {
  public Frames {
    all = List.copyOf(all);
  }

  /**
   * One frame.
   *
   * @param name the words after the boundary
   */
  public record Frame(String name, List<String> lines) {
    public Frame {
      lines = List.copyOf(lines);
    }

    /** The lines, joined. */
    public String text() {
      return String.join("\n", lines);
    }
  }

  /** Reads. What stands before the first frame (a shell's greeting) is left out. */
  public static Frames read(String boundary, String output) {
    List<Frame> frames = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    String name = null;
    String begin = boundary + " ";
    for (String line : output.split("\n", -1)) {
      if (line.startsWith(begin)) {
        if (name != null) {
          frames.add(new Frame(name, lines));
        }
        name = line.substring(begin.length());
        lines.clear();
      } else {
        lines.add(line);
      }
    }
    if (name != null) {
      frames.add(new Frame(name, withoutLastEnd(lines)));
    }
    return new Frames(frames);
  }

  private static List<String> withoutLastEnd(List<String> lines) {
    int last = lines.size() - 1;
    return last >= 0 && lines.get(last).isEmpty() ? lines.subList(0, last) : lines;
  }

  /** The first frame of a name. */
  public Optional<Frame> first(String name) {
    return all.stream().filter(frame -> frame.name().equals(name)).findFirst();
  }

  /** The lines of all frames of a name. */
  public List<String> lines(String name) {
    return all.stream()
        .filter(frame -> frame.name().equals(name))
        .flatMap(frame -> frame.lines().stream())
        .toList();
  }

  /** All frames of a name. */
  public List<Frame> every(String name) {
    return all.stream().filter(frame -> frame.name().equals(name)).toList();
  }
}
