package dev.bascule.graph.svg;

import dev.bascule.graph.svg.Placed.At;
import dev.bascule.graph.svg.Placed.Path;
import dev.bascule.graph.svg.Placed.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkConnectableShape;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Finds places by the Eclipse Layout Kernel, in layers from left to right. The same each time. */
final class Layout {
  private static final double LABEL = 14;

  private final Drawing drawing;
  private final ElkNode root = ElkGraphUtil.createGraph();
  private final Map<String, ElkNode> nodes = new LinkedHashMap<>();
  private final Map<String, Box> boxes = new HashMap<>();
  private final Map<String, ElkPort> ports = new HashMap<>();
  private final Map<Wire, ElkEdge> edges = new LinkedHashMap<>();

  private Layout(Drawing drawing) {
    this.drawing = drawing;
  }

  static Placed place(Drawing drawing) {
    Layout layout = new Layout(drawing);
    layout.configure();
    drawing.boxes().forEach(layout::add);
    drawing.wires().forEach(layout::add);
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    new RecursiveGraphLayoutEngine().layout(layout.root, new BasicProgressMonitor());
    return layout.placed();
  }

  private void configure() {
    root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    root.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
    root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    root.setProperty(CoreOptions.RANDOM_SEED, 1);
    root.setProperty(CoreOptions.PADDING, new ElkPadding(0));
    root.setProperty(CoreOptions.SPACING_NODE_NODE, 18.0);
    root.setProperty(CoreOptions.SPACING_COMPONENT_COMPONENT, 24.0);
    root.setProperty(CoreOptions.SPACING_EDGE_NODE, 14.0);
    root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 36.0);
    root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 14.0);
    root.setProperty(LayeredOptions.MERGE_EDGES, true);
    root.setProperty(
        LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NODES_AND_EDGES);
  }

  private void add(Box box) {
    ElkNode node = ElkGraphUtil.createNode(root);
    node.setDimensions(box.width(), box.height());
    nodes.put(box.id(), node);
    boxes.put(box.id(), box);
  }

  private void add(Wire wire) {
    ElkEdge edge =
        ElkGraphUtil.createSimpleEdge(
            end(wire.from(), wire.fromLink(), PortSide.EAST),
            end(wire.to(), wire.toLink(), PortSide.WEST));
    if (!wire.shownLabel().isEmpty()) {
      ElkLabel label = ElkGraphUtil.createLabel(wire.shownLabel(), edge);
      label.setDimensions(TextSize.width(wire.shownLabel(), Box.SMALL) + 8, LABEL);
    }
    edges.put(wire, edge);
  }

  /** The box, or the row of the box that is the link's. */
  private ElkConnectableShape end(String id, String link, PortSide side) {
    ElkNode node = Objects.requireNonNull(nodes.get(id));
    return id.equals(link)
        ? node
        : ports.computeIfAbsent(side + " " + link, key -> port(node, id, link, side));
  }

  private ElkPort port(ElkNode node, String id, String link, PortSide side) {
    node.setProperty(CoreOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_POS);
    ElkPort port = ElkGraphUtil.createPort(node);
    port.setProperty(CoreOptions.PORT_SIDE, side);
    port.setX(side == PortSide.EAST ? node.getWidth() : 0);
    port.setY(Objects.requireNonNull(boxes.get(id)).anchor(link));
    return port;
  }

  private Placed placed() {
    List<At> at = new ArrayList<>();
    for (Box box : drawing.boxes()) {
      ElkNode node = Objects.requireNonNull(nodes.get(box.id()));
      at.add(new At(box, node.getX(), node.getY()));
    }
    List<Path> paths = new ArrayList<>();
    edges.forEach((wire, edge) -> paths.add(path(wire, edge)));
    return new Placed(drawing, root.getWidth(), root.getHeight(), at, paths);
  }

  private static Path path(Wire wire, ElkEdge edge) {
    List<Point> points = new ArrayList<>();
    for (ElkEdgeSection section : edge.getSections()) {
      points.add(new Point(section.getStartX(), section.getStartY()));
      section.getBendPoints().forEach(bend -> points.add(new Point(bend.getX(), bend.getY())));
      points.add(new Point(section.getEndX(), section.getEndY()));
    }
    Point label =
        edge.getLabels().stream()
            .map(text -> new Point(text.getX(), text.getY()))
            .findFirst()
            .orElse(points.get(0));
    return new Path(wire, points, label);
  }
}
