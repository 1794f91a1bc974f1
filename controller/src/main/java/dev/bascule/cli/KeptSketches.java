package dev.bascule.cli;

import dev.bascule.apply.Deadlines;
import dev.bascule.apply.NodeSights;
import dev.bascule.graph.Sides;
import dev.bascule.graph.Topology;
import dev.bascule.graph.svg.SvgPictures;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.report.Printable;
import dev.bascule.report.page.Pictures;
import dev.bascule.state.DesiredSource;
import dev.bascule.state.UnresolvedException;
import dev.bascule.transport.Connection;
import dev.bascule.transport.TransportException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Topologies of nodes, kept until the run has ended: finding places in a picture takes longer than
 * a check, and must not hold up the nodes. Keeps no more than fits beside a run of thousands.
 */
final class KeptSketches implements Sketches {
  // In bytes, about. Half of it is for nodes that differ: in-sync ones are drawn while there is
  // room.
  private static final long ROOM = 48L << 20;
  private static final Duration DRAWING = Duration.ofSeconds(20);

  private final long room;
  private final Map<NodeName, Topology> kept = new HashMap<>();
  private long weight;
  private int left;

  KeptSketches() {
    this(ROOM);
  }

  KeptSketches(long room) {
    this.room = room;
  }

  @Override
  public Looked look(
      NodeName node, Connection connection, DesiredSource wanted, Deadlines deadlines)
      throws TransportException, UnresolvedException {
    NodeSights.Seen seen = NodeSights.check(node, connection, wanted, deadlines);
    keep(node, Sides.of(node, seen.sight()).difference(), !seen.plan().isEmpty());
    return new Looked(seen.plan(), seen.sight().seen());
  }

  // What a node was like before it was changed is what a later play would no longer see.
  synchronized void keep(NodeName node, Topology topology, boolean differs) {
    if (kept.containsKey(node)) {
      return;
    }
    long more = weight(topology);
    if (weight + more > (differs ? room : room / 2)) {
      left++;
      return;
    }
    weight += more;
    kept.put(node, topology);
  }

  private static long weight(Topology topology) {
    long vertices =
        topology.vertices().stream()
            .mapToLong(
                vertex ->
                    300
                        + vertex.id().length()
                        + vertex.name().length()
                        + vertex.what().length()
                        + vertex.lines().stream()
                            .mapToLong(line -> 100 + line.text().length())
                            .sum())
            .sum();
    return vertices + 160L * topology.edges().size();
  }

  @Override
  public synchronized Pictures pictures(Secrets secrets) {
    Printable printable = new Printable(secrets);
    SvgPictures drawing = new SvgPictures(DRAWING, System::nanoTime);
    return new Pictures() {
      @Override
      public Optional<String> svg(NodeName node) {
        return Optional.ofNullable(kept.get(node))
            .flatMap(topology -> drawing.draw(topology.printed(printable::line)));
      }

      @Override
      public String note() {
        int all = left + drawing.left();
        String why =
            left > 0 ? "they are more than fit into memory" : "drawing them takes too long";
        return all == 0
            ? ""
            : all + " pictures were left out: " + why + "; bascule graph draws them.";
      }
    };
  }
}
