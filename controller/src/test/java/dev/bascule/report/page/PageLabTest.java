package dev.bascule.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a drift check over real nodes, in a real browser. */
@LabTest(nodes = 3)
class PageLabTest {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

  private final Lab lab;
  @TempDir private Path home;

  PageLabTest(Lab lab) {
    this.lab = lab;
  }

  @Test
  void what_somebody_did_to_a_node_is_on_the_page_as_a_diff_and_as_a_picture() throws Exception {
    LabNode node = lab.node(2);
    Files.writeString(
        home.resolve("site.yml"),
        """
        - hosts: all
          safe_apply: {stable: 1s, window: 2m}
          tasks:
            - copy: {content: "as it should be\\n", dest: /etc/page-test, mode: "0644"}
            - bridge: {name: br7, ports: [], addresses: [10.7.0.1/24], persist: false}
        """);
    bascule(0, "apply", "--yes");
    node.shell("brctl addbr evil; ip link set br7 down; echo '</pre><script>1' >> /etc/page-test");

    CommandResult plain = bascule(2, "drift");
    CommandResult with = bascule(2, "drift", "--html", home.resolve("page.html").toString());
    assertThat(with.out()).as("a page changes nothing of the result").isEqualTo(plain.out());

    Document page = Jsoup.parse(Files.readString(home.resolve("page.html")));
    assertThat(page.select(".cells a")).hasSize(3);
    assertThat(page.select(".cells a[data-p]")).as("each has its picture").hasSize(3);
    assertThat(page.select(".group h3").eachText()).containsExactly("Drifted 1", "In sync 2");
    assertThat(page.select("pre .del").text()).contains("-</pre><script>1");
    try (Browser browser = Browser.start()) {
      browser.open(home.resolve("page.html").toUri() + "#" + node.name());
      browser.await("document.querySelector('.picture svg')");
      assertThat(browser.text("document.querySelector('.picture').textContent"))
          .contains("br7", "evil", "eth0", node.address().toString());
      assertThat(browser.errors()).isEmpty();
      String shots = System.getenv("BASCULE_SHOTS");
      if (shots != null) {
        browser.screen(1280, 900, false).shot(Path.of(shots, "lab.png"));
      }
    }
  }

  private CommandResult bascule(int exit, String command, String... more) {
    String[] line =
        Stream.concat(
                Stream.of(
                    "env",
                    "HOME=" + home,
                    CHECKOUT.resolve("bin/bascule").toString(),
                    command,
                    "-i",
                    lab.inventory().toString(),
                    home.resolve("site.yml").toString()),
                Stream.of(more))
            .toArray(String[]::new);
    CommandResult result = lab.controller(line);
    assertThat(result.exit()).as(result.toString()).isEqualTo(exit);
    return result;
  }
}
