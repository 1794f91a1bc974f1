package dev.bascule.report.page;

import dev.bascule.graph.Edge;
import dev.bascule.graph.Edge.Join;
import dev.bascule.graph.Kind;
import dev.bascule.graph.Line;
import dev.bascule.graph.State;
import dev.bascule.graph.Topology;
import dev.bascule.graph.Vertex;
import dev.bascule.graph.svg.SvgPictures;
import dev.bascule.model.NodeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pictures of nodes with a bridge and some containers, whose addresses are their own. */
final class DrawnNodes implements Pictures {
  final SvgPictures drawing = new SvgPictures(Duration.ofSeconds(20), System::nanoTime);

  @Override
  public Optional<String> svg(NodeName node) {
    return drawing.draw(topology(node));
  }

  @Override
  public String note() {
    return "";
  }

  static Topology topology(NodeName node) {
    int number = Math.floorMod(node.text().hashCode(), 60_000);
    boolean drifted = node.text().startsWith("edge");
    State bridge = drifted ? State.ADDED : State.IN_SYNC;
    String net = "10." + number / 250 + "." + number % 250 + ".";
    List<Vertex> vertices = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    vertices.add(
        new Vertex(
            "link eth0",
            Kind.UPLINK,
            "eth0",
            "52:54:00:%02x:%02x:01".formatted(number >> 8, number & 255),
            null,
            drifted ? List.of(new Line(net + "1/24", State.REMOVED)) : List.of(),
            drifted ? State.CHANGED : State.IN_SYNC));
    vertices.add(
        new Vertex(
            "link br0",
            Kind.BRIDGE,
            "br0",
            "bridge",
            null,
            List.of(new Line(net + "1/24", bridge), new Line("gateway " + net + "254", bridge)),
            bridge));
    edges.add(new Edge("link eth0", "link br0", Join.PORT, "", bridge));
    for (int i = 1; i <= 3 + number % 5; i++) {
      String id = "openvz " + (100 + i);
      String host = "link veth" + (100 + i) + ".0";
      vertices.add(
          new Vertex(
              id, Kind.CONTAINER, "CT " + (100 + i), "OpenVZ", null, List.of(), State.IN_SYNC));
      vertices.add(
          new Vertex(
              id + " eth0",
              Kind.INSIDE,
              "eth0",
              "",
              id,
              List.of(Line.of(net + (10 + i) + "/24")),
              State.IN_SYNC));
      vertices.add(
          new Vertex(host, Kind.HOST_END, host.substring(5), "", null, List.of(), State.IN_SYNC));
      edges.add(new Edge("link br0", host, Join.PORT, "", drifted ? State.ADDED : State.IN_SYNC));
      edges.add(new Edge(host, id + " eth0", Join.PAIR, "", State.IN_SYNC));
    }
    return new Topology(node, vertices, edges);
  }
}
