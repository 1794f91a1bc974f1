package dev.bascule.graph.svg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.graph.Edge;
import dev.bascule.graph.Kind;
import dev.bascule.graph.Line;
import dev.bascule.graph.State;
import dev.bascule.graph.Topology;
import dev.bascule.graph.Vertex;
import dev.bascule.graph.svg.Placed.At;
import dev.bascule.graph.svg.Placed.Path;
import dev.bascule.graph.svg.Placed.Point;
import dev.bascule.model.NodeName;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** Where boxes, lines and labels come to lie. */
class PlacesTest {
  private static final double LABEL_HEIGHT = 14;

  /** A rectangle with a name for messages. */
  private record Area(String name, double x, double y, double width, double height) {
    boolean overlaps(Area other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }

    boolean holds(Area other) {
      return other.x >= x - 0.01
          && other.y >= y - 0.01
          && other.x + other.width <= x + width + 0.01
          && other.y + other.height <= y + height + 0.01;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 60, 250})
  void no_two_boxes_of_a_node_with_many_containers_overlap(int containers) {
    neat(Layout.place(Grouping.draw(node(containers, false))));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 60})
  void nor_where_everything_changes(int containers) {
    neat(Layout.place(Grouping.draw(node(containers, true))));
  }

  @Test
  void sixty_containers_are_a_picture_and_not_a_ribbon() {
    Placed placed = Layout.place(Grouping.draw(node(60, false)));
    assertThat(placed.width() / placed.height()).isBetween(0.8, 3.0);
    assertThat(placed.width()).isLessThan(2500);
  }

  @Test
  void whatever_hangs_on_whatever_is_neat() {
    for (int seed = 0; seed < 40; seed++) {
      neat(Layout.place(Grouping.draw(random(new Random(seed)))));
    }
  }

  @Test
  void the_same_is_drawn_the_same_each_time() {
    Topology node = node(12, true);
    assertThat(SvgGraph.render("t", List.of(node), true))
        .isEqualTo(SvgGraph.render("t", List.of(node), true));
  }

  @Test
  void the_document_is_whole_xml_whatever_a_node_calls_its_links() throws Exception {
    Vertex evil =
        new Vertex(
            "link x",
            Kind.LINK,
            "<a&\"\u0001\u001b[31m\uD800>",
            "]]>",
            null,
            List.of(new Line("<script>alert(1)</script>", State.IN_SYNC)),
            State.IN_SYNC);
    Topology node = new Topology(new NodeName("hn1"), List.of(evil), List.of());
    String svg = SvgGraph.render("<&>", List.of(node), false);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    var document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getDocumentElement().getAttribute("role")).isEqualTo("img");
    assertThat(document.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("<&>");
    assertThat(document.getElementsByTagName("text").getLength()).isEqualTo(4);
  }

  private static void neat(Placed placed) {
    Area whole = new Area("picture", 0, 0, placed.width(), placed.height());
    List<Area> boxes = placed.boxes().stream().map(PlacesTest::area).toList();
    apart(boxes);
    boxes.forEach(box -> assertThat(whole.holds(box)).as(box + " in " + whole).isTrue());
    List<Area> labels =
        placed.paths().stream()
            .filter(path -> !path.wire().shownLabel().isEmpty())
            .map(PlacesTest::label)
            .toList();
    apart(labels);
    for (Area label : labels) {
      assertThat(whole.holds(label)).as(label + " in " + whole).isTrue();
      assertThat(boxes.stream().filter(label::overlaps)).as(label.name()).isEmpty();
    }
    placed.paths().forEach(path -> path.points().forEach(point -> within(whole, point)));
    placed.boxes().forEach(at -> texts(at.box()));
  }

  private static void apart(List<Area> areas) {
    for (int i = 0; i < areas.size(); i++) {
      Area area = areas.get(i);
      assertThat(areas.subList(0, i).stream().filter(area::overlaps)).as(area.name()).isEmpty();
    }
  }

  private static void within(Area whole, Point point) {
    assertThat(point.x()).isBetween(-0.01, whole.width() + 0.01);
    assertThat(point.y()).isBetween(-0.01, whole.height() + 0.01);
  }

  /** Every text fits into its box, and the cells of a group into the group. */
  private static void texts(Box box) {
    double inner = box.width() - 2 * Box.PADDING;
    assertThat(TextSize.width(box.shownTitle(), Box.TITLE)).isLessThanOrEqualTo(inner);
    assertThat(TextSize.width(box.shownWhat(), Box.SMALL)).isLessThanOrEqualTo(inner);
    for (int i = 0; i < box.rows().size(); i++) {
      Row row = box.rows().get(i);
      assertThat(TextSize.width(" ".repeat(row.indent()) + row.shown(), Box.TEXT))
          .isLessThanOrEqualTo(inner);
      assertThat(box.baseline(i)).isLessThan(box.height());
    }
    Area whole = new Area(box.title(), 0, 0, box.width(), box.height());
    List<Area> cells = new ArrayList<>();
    Grid grid = box.grid();
    double head = box.head();
    for (int i = 0; i < box.cells().size(); i++) {
      Box cell = box.cells().get(i);
      assertThat(cell.width()).isLessThanOrEqualTo(grid.column());
      assertThat(cell.height()).isLessThanOrEqualTo(grid.height(i));
      cells.add(
          new Area(
              cell.title(),
              Box.PADDING + grid.x(i),
              head + grid.y(i),
              grid.column(),
              grid.height(i)));
      texts(cell);
    }
    apart(cells);
    cells.forEach(cell -> assertThat(whole.holds(cell)).as(cell + " in " + whole).isTrue());
  }

  private static Area area(At at) {
    return new Area(at.box().id(), at.x(), at.y(), at.box().width(), at.box().height());
  }

  private static Area label(Path path) {
    double width = TextSize.width(path.wire().shownLabel(), Box.SMALL) + 8;
    return new Area(
        path.wire().shownLabel(), path.label().x(), path.label().y(), width, LABEL_HEIGHT);
  }

  /** One bridge with an uplink and that many containers, of two interfaces some. */
  private static Topology node(int containers, boolean changing) {
    List<Vertex> vertices = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    vertices.add(link("eth0", Kind.UPLINK, State.CHANGED, changing));
    vertices.add(link("br0", Kind.BRIDGE, State.ADDED, changing));
    edges.add(edge("link eth0", "link br0", Edge.Join.PORT, State.ADDED, changing));
    for (int i = 0; i < containers; i++) {
      String id = "openvz " + (101 + i);
      State state = State.values()[i % 4];
      vertices.add(
          new Vertex(
              id,
              Kind.CONTAINER,
              "" + (101 + i),
              "OpenVZ",
              null,
              List.of(),
              changing ? state : State.IN_SYNC));
      for (int nic = 0; nic <= i % 2; nic++) {
        String inside = id + " eth" + nic;
        String host = "veth" + (101 + i) + "." + nic;
        vertices.add(link(host, Kind.HOST_END, state, changing));
        vertices.add(
            new Vertex(
                inside,
                Kind.INSIDE,
                "eth" + nic,
                "",
                id,
                List.of(new Line("2001:db8:1:2:3:4:5:" + i + "/64", state)),
                State.IN_SYNC));
        edges.add(edge("link br0", "link " + host, Edge.Join.PORT, state, changing));
        edges.add(edge("link " + host, inside, Edge.Join.PAIR, state, changing));
      }
    }
    return new Topology(new NodeName("hn1"), vertices, edges);
  }

  private static Vertex link(String name, Kind kind, State state, boolean changing) {
    List<Line> lines =
        kind == Kind.HOST_END ? List.of() : List.of(Line.of("10.0.0.1/24"), Line.of("down"));
    return new Vertex(
        "link " + name, kind, name, "", null, lines, changing ? state : State.IN_SYNC);
  }

  private static Edge edge(String from, String to, Edge.Join join, State state, boolean changing) {
    return new Edge(from, to, join, "VLAN 10", changing ? state : State.IN_SYNC);
  }

  private static Topology random(Random random) {
    List<Vertex> vertices = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    int count = 2 + random.nextInt(14);
    for (int i = 0; i < count; i++) {
      Kind kind = Kind.values()[random.nextInt(Kind.values().length - 1)];
      String id = "link " + i;
      boolean holds = kind == Kind.CONTAINER || kind == Kind.NAMESPACE;
      String name = "n".repeat(1 + random.nextInt(40)) + i;
      vertices.add(
          new Vertex(
              id, kind, name, "what".repeat(random.nextInt(9)), null, List.of(), State.CHANGED));
      if (holds) {
        vertices.add(
            new Vertex(
                id + " in", Kind.INSIDE, "eth0", "", id, List.of(Line.of("x y")), State.ADDED));
      }
    }
    List<String> ends = vertices.stream().filter(v -> !v.holdsOthers()).map(Vertex::id).toList();
    for (int i = 0; i < count && ends.size() > 1; i++) {
      String from = ends.get(random.nextInt(ends.size()));
      String to = ends.get(random.nextInt(ends.size()));
      Edge.Join join = Edge.Join.values()[random.nextInt(3)];
      if (!from.equals(to)) {
        edges.add(new Edge(from, to, join, "l".repeat(random.nextInt(12)), State.IN_SYNC));
      }
    }
    return new Topology(new NodeName("hn1"), vertices, edges);
  }
}
