package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a team's chat hears of real nodes: drift once, its end once, a bridge that went back. */
@LabTest(nodes = 2)
class NotificationsLabTest {
  private static final Duration LONG = Duration.ofSeconds(90);

  private final Lab lab;
  private final Site site;
  private final Path home;

  NotificationsLabTest(Lab lab, @TempDir Path home) {
    this.lab = lab;
    this.home = home;
    this.site = new Site(lab, home);
  }

  @Test
  void drift_its_end_and_a_rollback_are_told_once_each() throws Exception {
    String files = site.play("", "copy: {dest: /etc/motd, content: \"welcome\\n\"}").toString();
    site.run(0, "apply", told("--yes", files));
    assertThat(heard()).isEmpty();

    LabNode node = lab.node(2);
    node.shell("echo bye >/etc/motd");
    site.run(2, "drift", told(files));
    assertThat(heard())
        .singleElement()
        .asString()
        .contains("1 node drifted: " + node.name() + " (/etc/motd")
        .contains("\"counts\":{\"drift\":1}");
    site.run(2, "drift", told(files));
    assertThat(heard()).isEmpty();

    site.run(0, "apply", told("--yes", files));
    assertThat(heard()).singleElement().asString().contains("1 node as wanted again");
    site.run(0, "drift", told(files));
    assertThat(heard()).isEmpty();

    goBack(lab.node(1));
    assertThat(heard())
        .singleElement()
        .asString()
        .contains("1 node went back, or may be lost: " + lab.node(1).name() + " (rolled back)")
        .contains("\"event\":\"rollback\"");
  }

  private void goBack(LabNode node) throws IOException, InterruptedException {
    String bridge =
        site.play("safe_apply: {stable: 20s}", "bridge: {name: br0, adopt: eth0}").toString();
    List<String> line =
        site.line("apply", told("--yes", "--timeout", "5s", "-l", node.name(), bridge));
    Process apply =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(new File(home.toFile(), "said"))
            .redirectInput(new File("/dev/null"))
            .start();
    Await.until("the change", LONG, () -> Standing.state(node).equals("applied"));
    node.cut();
    Await.until("the way back", LONG, () -> !Standing.isPending(node));
    node.heal();
    assertThat(apply.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(apply.exitValue()).as(Files.readString(home.resolve("said"))).isEqualTo(5);
  }

  private String[] told(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "--notify-command";
    all[1] = "cat >>" + home.resolve("heard");
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return all;
  }

  private List<String> heard() throws IOException {
    Path file = home.resolve("heard");
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> lines = Files.readAllLines(file);
    Files.delete(file);
    return lines;
  }
}
