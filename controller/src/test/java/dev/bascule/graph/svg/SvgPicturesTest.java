package dev.bascule.graph.svg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.graph.Edge;
import dev.bascule.graph.Edge.Join;
import dev.bascule.graph.Kind;
import dev.bascule.graph.Line;
import dev.bascule.graph.State;
import dev.bascule.graph.Topology;
import dev.bascule.graph.Vertex;
import dev.bascule.model.NodeName;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** Pictures for a page. */
class SvgPicturesTest {
  private final AtomicLong now = new AtomicLong();

  // Each look at the clock takes a second: a layout is two looks.
  private SvgPictures drawing(int seconds) {
    return new SvgPictures(
        Duration.ofSeconds(seconds), () -> now.addAndGet(Duration.ofSeconds(1).toNanos()));
  }

  private static Topology node(String address, String... bridges) {
    Vertex uplink =
        new Vertex(
            "link eth0", Kind.UPLINK, "eth0", "", null, List.of(Line.of(address)), State.IN_SYNC);
    List<Vertex> vertices = new ArrayList<>(List.of(uplink));
    List<Edge> edges = new ArrayList<>();
    for (String bridge : bridges) {
      vertices.add(
          new Vertex(
              "link " + bridge, Kind.BRIDGE, bridge, "bridge", null, List.of(), State.ADDED));
      edges.add(new Edge("link eth0", "link " + bridge, Join.PORT, "", State.ADDED));
    }
    return new Topology(new NodeName("hn-1"), vertices, edges);
  }

  @Test
  void a_picture_with_places_of_another_is_the_picture_with_places_of_its_own() {
    SvgPictures drawing = drawing(100);
    String first = drawing.draw(node("10.0.0.1/24", "br0", "br1")).orElseThrow();
    String second = drawing.draw(node("10.9.9.9/24", "br7", "br8")).orElseThrow();
    assertThat(now.get()).as("one layout").isEqualTo(Duration.ofSeconds(2).toNanos());
    assertThat(second)
        .isEqualTo(drawing(100).draw(node("10.9.9.9/24", "br7", "br8")).orElseThrow())
        .isEqualTo(
            first.replace("10.0.0.1", "10.9.9.9").replace("br0", "br7").replace("br1", "br8"));
  }

  @Test
  void nodes_that_are_built_otherwise_get_places_of_their_own() {
    SvgPictures drawing = drawing(100);
    drawing.draw(node("10.0.0.1/24", "br0"));
    drawing.draw(node("10.0.0.1/24", "br0", "br1"));
    drawing.draw(node("a longer line than any address has", "br0"));
    assertThat(now.get()).as("three layouts").isEqualTo(Duration.ofSeconds(6).toNanos());
  }

  @Test
  void when_the_time_is_over_only_pictures_whose_places_are_known_are_drawn() {
    SvgPictures drawing = drawing(1);
    assertThat(drawing.draw(node("10.0.0.1/24", "br0"))).isPresent();
    assertThat(drawing.draw(node("10.0.0.1/24", "br0", "br1"))).isEmpty();
    assertThat(drawing.draw(node("10.0.0.2/24", "br5"))).isPresent();
    assertThat(drawing.left()).isEqualTo(1);
  }

  @Test
  void a_picture_is_one_element_without_ids_or_a_style_and_with_hostile_text_escaped()
      throws Exception {
    String svg = drawing(100).draw(node("</svg><script>1</script>\"'&", "br0")).orElseThrow();
    var element =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertThat(element.getElementsByTagName("script").getLength()).isZero();
    assertThat(element.getElementsByTagName("style").getLength()).isZero();
    assertThat(svg).doesNotContain(" id=").doesNotContain(" style=");
    assertThat(element.getTextContent()).contains("</svg><script>1</script>\"'&");
    assertThat(element.getAttribute("aria-label")).contains("br0");
  }
}
