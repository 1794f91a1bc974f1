package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.cli.GraphOptions.Form;
import dev.bascule.cli.GraphOptions.Show;
import dev.bascule.container.NodeSight;
import dev.bascule.container.SeenContainers;
import dev.bascule.container.lxc.SeenLxcs;
import dev.bascule.container.proxmox.SeenPves;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.network.NetworkNotation;
import dev.bascule.network.NetworkState;
import dev.bascule.network.space.NetworkSpace;
import dev.bascule.network.space.SpaceLink;
import dev.bascule.network.space.SpaceOwner;
import dev.bascule.network.space.SpaceOwner.Sort;
import dev.bascule.network.space.Spaces;
import dev.bascule.report.Palette;
import dev.bascule.report.Printable;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xml.sax.InputSource;

/** Pictures of a node that calls its links and guests whatever may do harm where it is shown. */
class HostileNamesTest {
  private static final NodeName NODE = new NodeName("n1");
  private static final String SECRET = "hunter2!";
  private final Secrets secrets = new Secrets();

  HostileNamesTest() {
    secrets.add(SECRET);
    secrets.add("other-secret");
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void no_name_can_steer_a_terminal_or_turn_the_direction_of_text(Form form) {
    for (Show show : Show.values()) {
      String text = picture(form, show);
      assertThat(text.codePoints().filter(c -> c != '\n').noneMatch(HostileNamesTest::isHarmful))
          .as(text)
          .isTrue();
      assertThat(text).contains("\\x1b[31m".replace("\\", form == Form.DOT ? "\\\\" : "\\"));
      assertThat(text).contains("u{202e}").contains("u{2028}");
    }
  }

  private static boolean isHarmful(int c) {
    int type = Character.getType(c);
    return Character.isISOControl(c)
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void no_secret_is_shown_and_two_that_look_alike_then_stay_two(Form form) {
    for (Show show : Show.values()) {
      String text = picture(form, show);
      assertThat(text).doesNotContain(SECRET).doesNotContain("other");
      assertThat(text.split("container \\*{8}", -1)).hasSizeGreaterThan(2);
    }
  }

  @Test
  void no_name_makes_a_line_of_its_own() {
    assertThat(picture(Form.TEXT, Show.OBSERVED).lines()).first().isEqualTo("n1");
    assertThat(picture(Form.TEXT, Show.OBSERVED).lines().skip(1))
        .allMatch(line -> line.matches("(│  |   )*[├└]─ .*"));
    assertThat(picture(Form.DOT, Show.OBSERVED).lines())
        .allMatch(line -> line.matches("digraph.*|}|  .*"))
        .noneMatch(line -> line.strip().startsWith("evil"));
  }

  @Test
  void no_name_leaves_its_quotes_in_dot() {
    assertThat(picture(Form.DOT, Show.DIFFERENCE).lines().filter(line -> line.contains("label=")))
        .allSatisfy(
            line ->
                assertThat(line.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "@"))
                    .matches(" *(label=@|@( -> @)? \\[label=@(, [a-z]+=(@|[a-z0-9]+))*])"));
    assertThat(picture(Form.DOT, Show.OBSERVED)).contains("&amp;#8238;").doesNotContain("&#8238;");
  }

  @Test
  void no_name_leaves_its_element_in_svg() throws Exception {
    String svg = picture(Form.SVG, Show.DIFFERENCE);
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(document.getElementsByTagName("b").getLength()).isZero();
    assertThat(document.getDocumentElement().getTextContent()).contains("</text><b>");
  }

  private String picture(Form form, Show show) {
    GraphOptions options =
        new GraphOptions(List.of(), List.of("n1"), show, form, Optional.of("file"));
    return new GraphText(options, Palette.PLAIN, new Printable(secrets))
        .plain(Map.of(NODE, sight()));
  }

  private static NodeSight sight() {
    NetworkState seen =
        NetworkNotation.state(
            """
            link eth0
            link a"\\<&\u202e
            link v\u009b31m\u2028
            link hunter2! bridge
            link xhunter2! veth hunter2!
            """);
    NetworkState target =
        NetworkNotation.state("link eth0\nlink n\"<\u202e bridge\nlink hunter2! bridge\n");
    return new NodeSight(
        seen,
        target,
        spaces(),
        SeenContainers.NOTHING,
        SeenLxcs.NOTHING,
        SeenPves.NOTHING,
        List.of(),
        Set.of());
  }

  private static Spaces spaces() {
    NetworkSpace web =
        space(
            new SpaceOwner(Sort.LXC, "w\u001b[31m\nevil -> \u2028\"</text><b>\\"),
            new SpaceLink("e\u0007\u202e\u2028", 2, 2, null, null, "veth", true, null, List.of()),
            new SpaceLink(
                "&#8238;", 3, 2, 0, null, "macvlan \u001b[31m\n", false, null, List.of()));
    NetworkSpace one = space(new SpaceOwner(Sort.PROCESS, "7 (" + SECRET + ")"));
    NetworkSpace other = space(new SpaceOwner(Sort.DOCKER, SECRET));
    NetworkSpace third = space(new SpaceOwner(Sort.DOCKER, "other-secret"));
    return Spaces.of(List.of(), List.of(web, one, other, third), Map.of(), 0);
  }

  private static NetworkSpace space(SpaceOwner owner, SpaceLink... links) {
    return new NetworkSpace(owner, List.of(links), Map.of());
  }
}
