package dev.bascule.report.page;

import static dev.bascule.report.page.PageSample.drifted;
import static dev.bascule.report.page.PageSample.mixed;
import static dev.bascule.report.page.PageSample.past;
import static dev.bascule.report.page.PageSample.update;
import static dev.bascule.report.page.PageSample.vznet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bascule.report.NodeReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page as a reader has it, in a real Chromium: by keys, on a phone, in the dark and without
 * JavaScript. Skipped where there is no Chromium, but never in CI.
 *
 * <p>{@code BASCULE_SHOTS=FOLDER} keeps the screens to be looked at.
 */
class PageInBrowserTest {
  private static Browser browser;
  @TempDir static Path folder;

  @BeforeAll
  static void start() throws Exception {
    boolean there = Files.exists(Path.of("/usr/bin/chromium"));
    assumeTrue(there || System.getenv("CI") != null, "chromium is not installed");
    browser = Browser.start();
  }

  @AfterAll
  static void end() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void desk() throws Exception {
    browser.scripts(true).scheme("light").screen(1280, 900, false);
  }

  /**
   * Whatever a test did: no script failed, nothing was refused by the policy, nothing was asked.
   */
  @AfterEach
  void nothing_went_wrong_and_nothing_was_asked_for() {
    assertThat(browser.errors()).isEmpty();
    assertThat(browser.requests())
        .allMatch(url -> url.startsWith("file:") || url.equals("about:blank"));
  }

  private static void open(List<NodeReport> nodes, String fragment) throws Exception {
    Path file = folder.resolve("page.html");
    Files.writeString(
        file, PageSample.html(PageSample.page(nodes, past(40, 77), new DrawnNodes())));
    browser.open(file.toUri() + fragment);
  }

  private static void shot(String name) throws Exception {
    String shots = System.getenv("BASCULE_SHOTS");
    if (shots != null) {
      browser.shot(Path.of(shots, name + ".png"));
    }
  }

  private static String focused() throws Exception {
    return browser.text("document.activeElement.id");
  }

  private static boolean panel() throws Exception {
    return browser.eval("document.getElementById('-panel').open").asBoolean();
  }

  @Test
  void one_comes_everywhere_by_keys_alone() throws Exception {
    open(mixed(60), "");
    browser.press("Tab");
    assertThat(browser.text("document.activeElement.className")).isEqualTo("skip");
    browser.press("Enter", "Tab", "Tab", "Tab");
    assertThat(focused()).as("one cell is a stop of Tab").isEqualTo("core-3");
    browser.press("ArrowRight");
    assertThat(focused()).isEqualTo("core-1");
    browser.press("End");
    assertThat(focused()).isEqualTo("hn-0060");
    browser.press("Home", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown");
    assertThat(focused()).isEqualTo("edge-1");
    browser.press("ArrowRight", "ArrowRight", "ArrowLeft");
    assertThat(focused()).isEqualTo("edge-2");
    assertThat(browser.text("document.getElementById('-shown').textContent"))
        .isEqualTo("edge-2: drifted, 0.4 s");
    browser.press("Enter");
    assertThat(panel()).isTrue();
    assertThat(browser.text("document.getElementById('-panel-name').textContent"))
        .isEqualTo("edge-2");
    assertThat(focused()).isEqualTo("-panel-name");
    browser.press("j");
    assertThat(browser.text("document.getElementById('-panel-name').textContent"))
        .isEqualTo("edge-3");
    browser.press("k", "Escape");
    assertThat(panel()).isFalse();
    assertThat(focused()).as("back where one was").isEqualTo("edge-2");
  }

  @Test
  void only_one_cell_is_a_stop_of_tab() throws Exception {
    open(mixed(60), "");
    assertThat(browser.eval("document.querySelectorAll('.cells a[tabindex=\"0\"]').length").asInt())
        .isEqualTo(1);
  }

  @Test
  void a_slash_leads_to_the_filter_which_leaves_the_nodes_that_fit() throws Exception {
    open(mixed(60), "");
    browser.press("/");
    assertThat(focused()).isEqualTo("-filter");
    browser.press("e", "d", "g", "e", "-", "1");
    browser.await("document.getElementById('-shown').textContent === '4 of 77 nodes'");
    assertThat(visible()).isEqualTo(4);
    browser.press("Enter");
    assertThat(focused()).isEqualTo("edge-1");
    browser.press("/", "Escape");
    assertThat(visible()).isEqualTo(77);
    browser.press("x", "y", "z");
    browser.await("!document.getElementById('-none').hidden");
    assertThat(visible()).isZero();
  }

  @Test
  void a_count_is_a_switch_that_leaves_the_nodes_of_its_outcome() throws Exception {
    open(mixed(60), "");
    browser.eval("document.querySelector('.tile[data-o=drifted]').focus()");
    browser.press("Enter");
    assertThat(visible()).isEqualTo(12);
    assertThat(browser.text("document.activeElement.getAttribute('aria-pressed')"))
        .isEqualTo("true");
    shot("filtered");
    browser.press(" ");
    assertThat(visible()).isEqualTo(77);
  }

  private static int visible() throws Exception {
    return browser
        .eval(
            "[...document.querySelectorAll('.cells a')].filter(a => a.getClientRects().length).length")
        .asInt();
  }

  @Test
  void a_link_to_a_node_opens_it_with_its_diff_and_its_picture() throws Exception {
    open(mixed(60), "#edge-9");
    assertThat(panel()).isTrue();
    browser.await("document.querySelector('.picture svg')");
    assertThat(browser.text("document.querySelector('#\\\\-panel-body pre').textContent"))
        .contains("+BRIDGE=br9");
    assertThat(browser.text("document.querySelector('.picture svg').getAttribute('aria-label')"))
        .contains("br0 bridge · added", "4 containers");
    shot("node");
    browser.scheme("dark");
    shot("node-dark");
    browser.screen(390, 844, true);
    shot("node-phone");
    browser.press("Escape");
    // The dialog's own close event comes behind the key.
    browser.await("location.hash === ''");
  }

  @Test
  void it_fits_on_a_phone() throws Exception {
    browser.screen(390, 844, true);
    open(mixed(60), "");
    assertThat(browser.eval("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(390);
    shot("phone");
    browser.eval("document.getElementById('-details').scrollIntoView()");
    shot("phone-details");
    assertThat(browser.eval("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(390);
  }

  @Test
  void the_switch_of_the_theme_wins_over_the_system_and_is_remembered() throws Exception {
    open(mixed(60), "");
    String light = paper();
    shot("light");
    browser.scheme("dark");
    String dark = paper();
    assertThat(dark).isNotEqualTo(light);
    shot("dark");
    browser.eval("document.getElementById('-theme').click()");
    assertThat(paper()).as("light by the switch, though the system is dark").isEqualTo(light);
    open(mixed(60), "");
    assertThat(paper()).as("after it was loaded again").isEqualTo(light);
    browser.eval("document.getElementById('-theme').click()");
    browser.scheme("light");
    assertThat(paper()).as("dark by the switch").isEqualTo(dark);
    browser.eval("localStorage.clear()");
  }

  private static String paper() throws Exception {
    return browser.text("getComputedStyle(document.querySelector('header')).backgroundColor");
  }

  @Test
  void text_has_contrast_enough_in_both_schemes() throws Exception {
    for (String scheme : List.of("light", "dark")) {
      browser.scheme(scheme);
      open(mixed(60), "");
      browser.eval("document.querySelector('#edge-1').click()");
      assertThat(browser.eval(CONTRAST)).as(scheme).isEmpty();
    }
  }

  // Each text against the nearest background that is painted behind it, as WCAG 2.1 counts.
  private static final String CONTRAST =
      """
      (() => {
        const parts = colour => colour.match(/[0-9.]+/g).map(Number);
        const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
          .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
          .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
        const behind = e => {
          for (; e; e = e.parentElement) {
            const c = parts(getComputedStyle(e).backgroundColor);
            if (c.length === 3 || c[3] > 0) return c;
          }
          return [255, 255, 255];
        };
        const bad = new Set();
        for (const e of document.querySelectorAll('body *')) {
          if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || e.closest('svg, script, button:disabled')) continue;
          const a = light(parts(getComputedStyle(e).color));
          const b = light(behind(e));
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (ratio < 4.5) bad.add(`${e.tagName}.${e.className} ${e.closest('[id]')?.id} ${ratio.toFixed(2)}`);
        }
        return [...bad].slice(0, 10);
      })()
      """;

  @Test
  void with_the_keys_the_lists_are_one_grid_whose_roles_fit_together() throws Exception {
    open(mixed(60), "");
    assertThat(
            browser
                .eval(
                    """
                    [...document.querySelectorAll('[role=gridcell]')].every(c => c.parentElement.closest('[role]:not([role=none])').getAttribute('role') === 'row')
                    && [...document.querySelectorAll('[role=row]')].every(r => r.parentElement.getAttribute('role') === 'grid')
                    && [...document.querySelectorAll('button, input, [role=button]')].every(b => b.textContent.trim() || b.labels?.length)
                    """)
                .asBoolean())
        .isTrue();
    assertThat(
            browser.eval(
                """
                    ['aria-labelledby', 'aria-describedby'].flatMap(name =>
                      [...document.querySelectorAll(`[${name}]`)].flatMap(e => e.getAttribute(name).split(' ')))
                      .filter(id => !document.getElementById(id))
                    """))
        .isEmpty();
  }

  @Test
  void without_javascript_there_are_the_matrix_and_the_details() throws Exception {
    browser.scripts(false);
    open(mixed(60), "#-case-4");
    browser.scripts(true);
    assertThat(visible()).isEqualTo(77);
    assertThat(browser.eval("document.getElementById('-tools').hidden").asBoolean()).isTrue();
    assertThat(browser.text("document.querySelector('.case:target pre').textContent"))
        .contains("+BRIDGE=br0");
    shot("without-javascript");
  }

  @Test
  void two_thousand_nodes_open_at_once_and_make_a_small_file() throws Exception {
    List<NodeReport> nodes = mixed(1783);
    for (int i = 13; i <= 212; i++) {
      nodes.add(
          drifted(
              "edge-" + i,
              vznet("br" + i),
              update("/etc/network/interfaces", OLD, NEW.formatted(i))));
    }
    long began = System.nanoTime();
    String html = PageSample.html(PageSample.page(nodes, past(60, 2000), new DrawnNodes()));
    long made = System.nanoTime();
    Path file = folder.resolve("many.html");
    Files.writeString(file, html);
    browser.open(file.toUri().toString());
    browser.await("document.getElementById('-shown').textContent === '2000 nodes'");
    double ready = browser.eval("performance.now()").asDouble();
    shot("many");
    long filtered = System.nanoTime();
    browser.press("/", "1", "7", "7");
    browser.await("document.getElementById('-shown').textContent.endsWith(' of 2000 nodes')");
    System.out.printf(
        "2000 nodes, 212 drifted, each with a picture: %d bytes, written in %d ms, open in %.0f ms,"
            + " four keys and filtered in %d ms%n",
        Files.size(file),
        (made - began) / 1_000_000,
        ready,
        (System.nanoTime() - filtered) / 1_000_000);
    assertThat(Files.size(file)).isLessThan(6_000_000);
    assertThat(ready).isLessThan(2000);
    browser.press("Enter", "ArrowDown", "Enter");
    browser.await("document.querySelector('.picture svg')");
    shot("many-node");
  }

  private static final String OLD =
      "auto eth0\niface eth0 inet static\n    address 10.0.0.1/24\n    gateway 10.0.0.254\n";
  private static final String NEW =
      "auto br0\niface br0 inet static\n    address 10.0.%d.1/24\n    bridge_ports eth0\n";

  @Test
  void hostile_text_does_nothing_in_a_browser_either() throws Exception {
    open(
        List.of(
            drifted("hn-1", update("/etc/x", "a\n", "</script><script>window.evil=1</script>\n")),
            drifted("hn-2", update("/etc/y", "a\n", "<img src=x onerror='window.evil=2'>\n")),
            drifted("location", vznet("<svg onload=window.evil=3>"))),
        "#hn-2");
    assertThat(browser.text("document.querySelector('#\\\\-panel-body pre').textContent"))
        .contains("+<img src=x onerror='window.evil=2'>");
    browser.press("j", "k", "Escape");
    assertThat(browser.text("typeof window.evil")).isEqualTo("undefined");
  }

  @Test
  void printed_it_holds_the_matrix_and_the_details_and_no_controls() throws Exception {
    open(mixed(60), "");
    browser.send(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            "print",
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    assertThat(visible()).isEqualTo(77);
    assertThat(browser.text("getComputedStyle(document.body).color"))
        .as("ink on paper, also for one who reads in the dark")
        .isEqualTo("rgb(0, 0, 0)");
    assertThat(browser.text("getComputedStyle(document.querySelector('pre .add')).backgroundColor"))
        .isEqualTo("rgb(223, 245, 228)");
    assertThat(browser.eval("document.getElementById('-theme').getClientRects().length").asInt())
        .isZero();
    shot("print");
    browser.send("Emulation.setEmulatedMedia", Map.of("media", ""));
  }
}
