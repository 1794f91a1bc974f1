package dev.bascule.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended on its nodes.
 *
 * @param all made anew each time one asks where they are many, else made before
 * @param many whether their texts are too much to stand in memory together
 */
record NodeEnds(Iterable<NodeEnd> all, boolean many) {
  /** In characters; what is the same on several nodes counts once. */
  private static final int ROOM = 4 << 20;

  /** Makes them, as far as there is room. */
  static NodeEnds of(Iterable<NodeEnd> nodes) {
    List<NodeEnd> made = new ArrayList<>();
    Map<String, String> texts = new HashMap<>();
    long room = ROOM;
    for (NodeEnd node : nodes) {
      int known = texts.size();
      String shown = once(node.shown(), texts);
      room -= length(node.message()) + length(node.hint());
      room -= texts.size() > known ? length(shown) : 0;
      if (room < 0) {
        return new NodeEnds(nodes, true);
      }
      made.add(
          new NodeEnd(
              node.node(), node.outcome(), node.took(), node.message(), node.hint(), shown));
    }
    return new NodeEnds(made, false);
  }

  private static @Nullable String once(@Nullable String text, Map<String, String> texts) {
    String known = text == null ? null : texts.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
