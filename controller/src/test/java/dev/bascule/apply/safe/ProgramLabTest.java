package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import dev.bascule.probe.ShellText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a node with real systemd: the watchdog is a unit, and no end of a login ends it. */
@LabTest(nodes = 1, flavour = Flavour.SYSTEMD)
class ProgramLabTest {
  private static final String STATE = "/var/lib/bascule/tx/r3/";

  @TempDir Path folder;

  private String staged(LabNode node, String more) throws Exception {
    ProgramNode program =
        new ProgramNode(folder, List.of("sh"))
            .real()
            .with(more)
            .window(12)
            .call("tx_meta touched eth0")
            .batch("ip addr add 10.66.77.77/32 dev eth0")
            .inverse("ip addr del 10.66.77.77/32 dev eth0");
    String script =
        program
            .stageScript("r3")
            .replace("T=" + ShellText.quote(program.state().toString()), "T=/var/lib/bascule");
    Files.writeString(node.live("/root/stage"), script);
    return node.ssh("sh </root/stage").orThrow().out();
  }

  private static void goesBackWithoutTheLogin(LabNode node) {
    Await.until(
        "the change is made",
        Duration.ofSeconds(10),
        () -> node.shell("ip addr show eth0").contains("10.66.77.77"));
    node.shell(
        "systemctl kill --signal=KILL ssh; systemctl reset-failed ssh; systemctl restart ssh");
    Await.until(
        "the node went back",
        Duration.ofSeconds(40),
        () -> node.shell("cat " + STATE + "state").startsWith("rolled-back-verified 1"));
    assertThat(node.shell("ip addr show eth0")).doesNotContain("10.66.77.77");
  }

  @Test
  void the_watchdog_is_a_unit_outside_the_login(Lab lab) throws Exception {
    LabNode node = lab.node(1);
    node.shell("rm -rf /var/lib/bascule");
    String said = staged(node, "");
    assertThat(said).contains("BB armed", "how=unit", "BB started");
    String pid = said.replaceAll("(?s).*\npid=(\\d+)\n.*", "$1");
    assertThat(node.shell("cat /proc/" + pid + "/cgroup"))
        .contains("/system.slice/bascule-r3-watch")
        .doesNotContain("session-");
    goesBackWithoutTheLogin(node);
  }

  @Test
  void it_outlives_a_login_whose_every_process_logind_kills(Lab lab) throws Exception {
    LabNode node = lab.node(1);
    node.shell(
        "rm -rf /var/lib/bascule; mkdir -p /etc/systemd/logind.conf.d;"
            + " printf '[Login]\\nKillUserProcesses=yes\\nKillExcludeUsers=nobody\\n'"
            + " >/etc/systemd/logind.conf.d/kill.conf; systemctl restart systemd-logind;"
            + " echo 'session required pam_systemd.so' >>/etc/pam.d/common-session");
    // What leaves its session only by setsid is what logind kills.
    String login =
        node.ssh("setsid sleep 300 >/dev/null 2>&1 </dev/null & cat /proc/self/cgroup").out();
    assertThat(login).contains("/user.slice/user-0.slice/session-");
    Await.until(
        "logind has killed what was left of the login",
        Duration.ofSeconds(30),
        () -> node.tryExec("pgrep", "-f", "^sleep 300$").exit() == 1);
    String said = staged(node, "");
    assertThat(said).contains("how=unit");
    String pid = said.replaceAll("(?s).*\npid=(\\d+)\n.*", "$1");
    Await.until(
        "the login's session is over",
        Duration.ofSeconds(30),
        () -> node.shell("loginctl --no-legend list-sessions").isBlank());
    assertThat(node.shell("tr '\\0' ' ' </proc/" + pid + "/cmdline")).contains("watch");
    goesBackWithoutTheLogin(node);
    node.shell("sed -i '$d' /etc/pam.d/common-session; rm -r /etc/systemd/logind.conf.d");
  }

  @Test
  void where_no_unit_can_be_started_it_leaves_the_logins_control_group(Lab lab) throws Exception {
    LabNode node = lab.node(1);
    node.shell("rm -rf /var/lib/bascule");
    String said = staged(node, "tx_unit() {\nreturn 1\n}\n");
    if (said.contains("refused watchdog")) {
      // Nothing was begun that could not be undone
      assertThat(node.shell("ls -A /var/lib/bascule/tx")).isBlank();
      assertThat(node.shell("ip addr show eth0")).doesNotContain("10.66.77.77");
      return;
    }
    assertThat(said).contains("how=setsid").doesNotContain("cgroup=/user.slice");
    goesBackWithoutTheLogin(node);
  }
}
