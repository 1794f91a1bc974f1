package dev.bascule.report.page;

import static dev.bascule.report.page.PageSample.drifted;
import static dev.bascule.report.page.PageSample.mixed;
import static dev.bascule.report.page.PageSample.node;
import static dev.bascule.report.page.PageSample.past;
import static dev.bascule.report.page.PageSample.update;
import static dev.bascule.report.page.PageSample.vznet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.event.Since;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import dev.bascule.report.NodeReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** The page's text, before a browser has it. */
class PageTest {
  private static final List<String> HOSTILE =
      List.of(
          "</script><script>alert(1)</script>",
          "</pre><img src=x onerror=alert(1)>",
          "\"'><b id=\"-panel\">&amp;&#x3c;",
          "a\u2028b\u2029c",
          "\u0000\u0007\u001b[31mred\u001b]0;title\u0007",
          "\u202Egnp.exe\u2066\u200f",
          "lone \ud800 surrogate \uffff",
          "]]>--><!--");

  private static final List<String> STYLES =
      List.of("add", "del", "hunk", "strong", "dim", "red", "green", "yellow", "cyan", "cut");

  private static Document document(List<NodeReport> nodes) throws IOException {
    return Jsoup.parse(html(nodes));
  }

  private static String html(List<NodeReport> nodes) throws IOException {
    return PageSample.html(PageSample.page(nodes, past(40, 200), Pictures.NONE));
  }

  @Test
  void each_node_has_a_cell_with_its_letter_its_name_and_a_way_to_its_details() throws IOException {
    Document page = document(mixed(30));
    assertThat(page.select(".cells a")).hasSize(47);
    Element cell = page.getElementById("edge-7");
    assertThat(cell.select("i").text()).isEqualTo("D");
    assertThat(cell.select("span").text()).isEqualTo("edge-7");
    Element details = page.getElementById(cell.attr("href").substring(1));
    assertThat(details.select("h3").text())
        .startsWith("D edge-1, edge-2, edge-3")
        .endsWith("Drifted, 8 nodes");
    assertThat(details.select("pre .add").text()).contains("+BRIDGE=br0");
    assertThat(details.select("pre .del").text()).contains("-BRIDGE=vmbr0");
  }

  @Test
  void cells_stand_by_outcome_with_what_wants_to_be_looked_at_first() throws IOException {
    assertThat(document(mixed(3)).select(".group h3").eachText())
        .containsExactly(
            "Unknown 1",
            "Failed 1",
            "Refused 1",
            "Unreachable 1",
            "Drifted 12",
            "Skipped 1",
            "In sync 3");
  }

  @Test
  void every_end_has_a_letter_of_its_own() {
    assertThat(List.of(Look.values()).stream().map(Look::letter)).doesNotHaveDuplicates();
  }

  @Test
  void every_id_is_there_once_and_every_reference_leads_to_one() throws IOException {
    Document page = document(mixed(30));
    List<String> ids = page.select("[id]").eachAttr("id");
    assertThat(ids).doesNotHaveDuplicates();
    List<String> wanted = new ArrayList<>();
    for (String name : List.of("aria-labelledby", "aria-describedby", "for", "aria-controls")) {
      page.select("[" + name + "]")
          .eachAttr(name)
          .forEach(all -> wanted.addAll(List.of(all.split(" "))));
    }
    page.select("a[href]").eachAttr("href").forEach(href -> wanted.add(href.substring(1)));
    assertThat(ids).containsAll(wanted);
    assertThat(wanted).hasSizeGreaterThan(50);
  }

  @Test
  void the_page_asks_for_nothing_and_lets_nothing_in() throws IOException {
    String html = html(mixed(30));
    Document page = Jsoup.parse(html);
    assertThat(page.select("[src], link, iframe, object, embed, form, base, img")).isEmpty();
    assertThat(page.select("[href]").eachAttr("href")).allMatch(href -> href.startsWith("#"));
    assertThat(page.select("[style]")).isEmpty();
    assertThat(html.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:", "https:");
    assertThat(page.select("style").html()).doesNotContain("@import", "url(h", "url(\"", "url(/");
    String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");
    assertThat(policy)
        .contains("default-src 'none'", "base-uri 'none'", "form-action 'none'")
        .contains(Resources.hash(page.select("script").first().data()))
        .contains(Resources.hash(page.select("style").first().data()))
        .doesNotContain("unsafe");
    assertThat(page.getAllElements())
        .allSatisfy(
            element ->
                assertThat(element.attributes())
                    .noneMatch(attribute -> attribute.getKey().startsWith("on")));
  }

  @Test
  void hostile_text_stays_text() throws IOException {
    Plan none = new Plan(new NodeName("x"), List.of());
    Document plain = document(nodes(none, List.of("a", "b", "c", "d", "e", "f", "g", "h")));
    Document hostile = document(nodes(none, HOSTILE));
    // Inside of a pre, what holds a NUL is not shown as a diff.
    assertThat(hostile.select("pre *").eachAttr("class")).isSubsetOf(STYLES);
    assertThat(hostile.select("pre *").not("span")).isEmpty();
    hostile.select("pre *").remove();
    plain.select("pre *").remove();
    assertThat(tags(hostile)).isEqualTo(tags(plain));
    assertThat(document(nodes(none, HOSTILE)).select("#-details").text())
        .contains("</script><script>alert(1)</script>")
        .contains("a\\u{2028}b\\u{2029}c")
        .contains("\\x00\\x07\\x1b[31mred\\x1b]0;title")
        .contains("\\u{202e}gnp.exe\\u{2066}\\u{200f}")
        .contains("lone \\u{d800} surrogate");
  }

  private static List<String> tags(Document page) {
    return page.getAllElements().stream().map(Element::tagName).toList();
  }

  private static List<NodeReport> nodes(Plan none, List<String> texts) {
    List<NodeReport> nodes = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      nodes.add(drifted("d" + i, update("/etc/" + i + text, "old\n", text + "\n")));
      nodes.add(node("u" + i, new Outcome.Unreachable(text, text)));
      nodes.add(node("f" + i, new Outcome.Failed(Phase.APPLY, text, text, List.of(text))));
      nodes.add(node("c" + i, new Outcome.Changed(none, List.of(text))));
    }
    return nodes;
  }

  @Test
  void a_node_may_be_called_as_a_part_of_the_page() throws IOException {
    Document page = document(List.of(drifted("filter", vznet("a")), drifted("window", vznet("b"))));
    assertThat(page.select("[id]").eachAttr("id"))
        .doesNotHaveDuplicates()
        .contains("filter", "-filter", "window");
  }

  @Test
  void a_line_of_a_megabyte_is_cut_and_it_is_said() throws IOException {
    String html = html(List.of(drifted("hn-1", update("/etc/long", "x\n", "y".repeat(400_000)))));
    assertThat(html.length()).isLessThan(120_000);
    assertThat(Jsoup.parse(html).select(".cut").text()).contains("more characters");
    String failed = "z".repeat(1 << 20);
    String other = html(List.of(node("hn-1", new Outcome.Unreachable(failed, null))));
    assertThat(other.length()).isLessThan(120_000);
    assertThat(Jsoup.parse(other).select(".cut").text()).contains("more characters");
  }

  @Test
  void a_diff_of_many_lines_is_cut_and_it_is_said() throws IOException {
    String message = "one more line of what went wrong\n".repeat(100_000);
    String html = html(List.of(node("hn-1", new Outcome.Unreachable(message, null))));
    assertThat(html.length()).isLessThan(200_000);
    assertThat(Jsoup.parse(html).select(".cut").text())
        .contains("more lines are in the text report");
  }

  @Test
  void many_nodes_with_long_diffs_of_their_own_do_not_make_the_page_larger_than_its_bound()
      throws IOException {
    List<NodeReport> nodes = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      nodes.add(node("hn-" + i, new Outcome.Unreachable((i + " <&> ").repeat(10_000), null)));
    }
    assertThat(html(nodes).length()).isLessThan(6_000_000);
  }

  @Test
  void thousands_of_nodes_each_with_an_end_and_notes_of_its_own_do_not_either() throws IOException {
    List<NodeReport> nodes = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      nodes.add(node("hn-" + i, new Outcome.Unreachable((i + " <ä> ").repeat(150), null)));
    }
    Plan none = new Plan(new NodeName("x"), List.of());
    for (int i = 0; i < 1000; i++) {
      List<String> notes = Collections.nCopies(30, "<" + "й".repeat(499) + "cut");
      nodes.add(node("cn-" + i, new Outcome.Changed(none, notes)));
    }
    nodes.add(node("sn-1", new Outcome.InSync()));
    String html = html(nodes);
    Document page = Jsoup.parse(html);
    assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(6_000_000);
    assertThat(page.select(".case")).hasSizeBetween(500, 3999);
    assertThat(page.select(".case:contains(no room was left here) small").text())
        .containsPattern("^Unreachable, [0-9]+ nodes$");
    assertThat(page.select(".notes li.cut").text()).containsPattern("^… [0-9]+ more are in ");
    assertThat(page.select(".notes li").first().text()).endsWith("й…");
    assertThat(page.getElementById("sn-1").attr("href"))
        .isEqualTo("#" + page.select(".case").last().id());
  }

  @Test
  void the_runs_are_a_plot_and_a_table_of_the_same_numbers() throws IOException {
    Document page = document(mixed(30));
    assertThat(page.select(".plot g")).hasSize(41);
    assertThat(page.select(".plot").attr("role")).isEqualTo("img");
    assertThat(page.select(".plot").attr("aria-label")).startsWith("41 runs, the latest with ");
    assertThat(page.select(".runs tbody tr")).hasSize(41);
    Element latest = page.select(".runs tbody tr").first();
    assertThat(latest.select("th").text()).isEqualTo("2026-03-01 06:00");
    assertThat(latest.select("td").eachText()).containsExactly("8.4 s", "30", "1", "12", "2", "2");
  }

  @Test
  void since_when_a_node_differs_stands_beside_what_it_shares_with_others() throws IOException {
    Since since = new Since(PageSample.BEGAN, PageSample.BEGAN.minusSeconds(3600));
    NodeReport known = drifted("hn-1", vznet("br0")).with(Map.of("/etc/vz/vznet.conf", since));
    Document page = document(List.of(known, drifted("hn-2", vznet("br0"))));
    assertThat(page.select(".case")).hasSize(1);
    assertThat(page.select(".notes li")).hasSize(1);
    assertThat(page.select(".notes li[data-n=hn-1]").text())
        .isEqualTo("hn-1: /etc/vz/vznet.conf: since 2026-03-01 06:00 (in sync at 05:00)");
  }

  @Test
  void a_page_of_no_node_is_a_page() throws IOException {
    Document page = document(List.of());
    assertThat(page.select("h1").text()).isEqualTo("Drift check");
    assertThat(page.select(".cells a")).isEmpty();
  }

  @Test
  void pictures_are_kept_once_and_found_again_from_their_cell() throws IOException {
    Pictures pictures =
        new Pictures() {
          @Override
          public Optional<String> svg(NodeName node) {
            return Optional.of(node.text().startsWith("edge") ? "<svg>edge</svg>" : "<svg/>");
          }

          @Override
          public String note() {
            return "3 pictures were left out.";
          }
        };
    Document page = Jsoup.parse(PageSample.html(PageSample.page(mixed(5), past(1, 5), pictures)));
    assertThat(page.getElementById("edge-1").attr("data-p"))
        .isEqualTo(page.getElementById("edge-2").attr("data-p"))
        .isNotEqualTo(page.getElementById("hn-0001").attr("data-p"));
    assertThat(page.select("script[type=text/plain]")).hasSize(1);
    assertThat(page.getElementById("-note").text()).isEqualTo("3 pictures were left out.");
  }
}
