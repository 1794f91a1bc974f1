package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --html FILE} of whole runs. */
class HtmlOptionTest {
  @TempDir Path folder;
  private final Nodes nodes = new Nodes();
  private Bascule bascule;

  @BeforeEach
  void begin() throws IOException {
    bascule = new Bascule(folder).over(nodes);
    bascule.file(
        "site.yml",
        """
        - name: a file
          hosts: all
          vars: {password: "s3cr3t-word"}
          tasks:
            - name: greeting
              copy: {content: "<b>hello</b> [=inventory_hostname]\\n", dest: "%s/[=inventory_hostname]", mode: "0644"}
        """
            .formatted(folder.resolve("nodes")));
    Files.createDirectories(folder.resolve("nodes"));
  }

  @Test
  void a_drift_check_leaves_a_page_of_what_it_found() throws IOException {
    Bascule.Result result = run("drift --html out.html", "n1,down-2");
    assertThat(result.code()).isEqualTo(4);
    assertThat(result.out()).contains("2 nodes: 1 drifted, 1 unreachable");
    Document page = page("out.html");
    assertThat(page.select("h1").text()).isEqualTo("Drift check");
    assertThat(page.select("#n1, #down-2").eachText()).containsExactly("U down-2", "D n1");
    assertThat(page.select("pre .add").text()).contains("+<b>hello</b> n1");
    assertThat(nodes.connected).containsExactlyInAnyOrder("n1", "down-2");
  }

  @Test
  void plan_and_apply_leave_one_too() throws IOException {
    run("plan --html plan.html", "n1");
    assertThat(page("plan.html").select("h1").text()).isEqualTo("Plan");
    assertThat(page("plan.html").select(".group h3").text()).isEqualTo("To change 1");
    run("apply --yes --html apply.html", "n1");
    assertThat(page("apply.html").select(".group h3").text()).isEqualTo("Changed 1");
  }

  @Test
  void without_diffs_the_page_has_none() throws IOException {
    run("drift --no-diff --html out.html", "n1");
    assertThat(page("out.html").text()).contains("create").doesNotContain("hello");
  }

  @Test
  void a_page_takes_the_place_of_the_one_before_and_leaves_nothing_beside_it() throws IOException {
    bascule.file("out/page.html", "old");
    run("drift --html out/page.html", "n1");
    assertThat(page("out/page.html").select("#n1")).hasSize(1);
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      assertThat(files.toList()).hasSize(1);
    }
  }

  @Test
  void the_page_shows_the_runs_before_it_of_the_same_command_and_files() throws IOException {
    bascule.environment.put("BASCULE_HISTORY", bascule.path("history.db"));
    run("drift", "n1,down-2");
    run("drift", "n1,down-2");
    run("plan", "n1,down-2");
    run("drift --html out.html", "n1,down-2");
    assertThat(page("out.html").select(".runs tbody tr")).hasSize(3);
    assertThat(page("out.html").select(".runs tbody tr").last().select("td").eachText())
        .endsWith("0", "0", "1", "1", "0");
    run("drift --history off --html out.html", "n1,down-2");
    assertThat(page("out.html").select(".runs tbody tr")).hasSize(1);
  }

  private Document page(String name) throws IOException {
    return Jsoup.parse(Files.readString(folder.resolve(name)));
  }

  private Bascule.Result run(String command, String names) throws IOException {
    StringBuilder inventory = new StringBuilder();
    for (String name : names.split(",")) {
      inventory.append(name).append(" ansible_connection=local\n");
    }
    bascule.file("hosts.ini", inventory.toString());
    String line = command + " -i " + bascule.path("hosts.ini") + " " + bascule.path("site.yml");
    return bascule.run(line.split(" "));
  }
}
