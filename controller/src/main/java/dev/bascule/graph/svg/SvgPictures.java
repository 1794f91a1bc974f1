package dev.bascule.graph.svg;

import dev.bascule.graph.Topology;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Pictures of many nodes, for a page that has a style of its own. Nodes that are built alike get
 * their places found once. Not for several threads.
 */
public final class SvgPictures {
  private final long limit;
  private final LongSupplier clock;
  private final Map<Shape, Placed> known = new HashMap<>();
  private long spent;
  private int left;

  /**
   * Begins to draw.
   *
   * @param limit for finding places; a picture whose places are not known by then is left out
   * @param clock in nanoseconds
   */
  public SvgPictures(Duration limit, LongSupplier clock) {
    this.limit = limit.toNanos();
    this.clock = clock;
  }

  /** The picture of what a node's topology says, its differences marked; empty where left out. */
  public Optional<String> draw(Topology topology) {
    Drawing drawing = Grouping.draw(topology);
    Shape shape = Shape.of(drawing);
    Placed places = known.get(shape);
    if (places == null && spent >= limit) {
      left++;
      return Optional.empty();
    }
    if (places == null) {
      long began = clock.getAsLong();
      places = Layout.place(drawing);
      spent += clock.getAsLong() - began;
      known.put(shape, places);
    }
    return Optional.of(SvgGraph.inside(places.with(drawing)));
  }

  /** How many pictures were left out. */
  public int left() {
    return left;
  }
}
