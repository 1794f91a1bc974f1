package dev.bascule.probe.net;

import dev.bascule.probe.Frames;
import java.util.List;

/**
 * The frames of the node itself, {@code n link}, or those of one of its namespaces, {@code n@blue
 * link}.
 */
record Part(Frames frames, String prefix) {
  static Part node(Frames frames) {
    return new Part(frames, "n");
  }

  static Part namespace(Frames frames, String name) {
    return new Part(frames, "n@" + name);
  }

  boolean has(String name) {
    return frames.first(prefix + " " + name).isPresent();
  }

  /** Without what a pattern of the shell that fits nothing leaves. */
  List<String> paths(String name) {
    return lines(name).stream().filter(line -> !line.contains("*") && !line.isEmpty()).toList();
  }

  List<String> lines(String name) {
    return frames.lines(prefix + " " + name);
  }

  /** The lines of each frame of a name. */
  List<List<String>> every(String name) {
    return frames.every(prefix + " " + name).stream().map(Frames.Frame::lines).toList();
  }
}
