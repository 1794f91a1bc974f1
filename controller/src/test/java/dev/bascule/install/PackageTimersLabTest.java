package dev.bascule.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The timers of the Debian package under a real systemd, until the package is purged. Java is a
 * program that does nothing for long, so that a check runs while the package goes.
 */
@LabTest(nodes = 1, flavour = Flavour.SYSTEMD)
@TestMethodOrder(OrderAnnotation.class)
class PackageTimersLabTest {
  private static final String TIMER = "bascule-drift@prod.timer";
  private static final String CHECK = "bascule-drift@prod.service";
  private static final String LINK = "/etc/systemd/system/timers.target.wants/" + TIMER;
  private static final String STATE = "/var/lib/bascule-drift@prod";

  @Test
  @Order(1)
  void a_check_runs_with_a_state_of_its_own(Lab lab) throws IOException {
    LabNode node = lab.node(1);
    lab.controller(
            "sh",
            "-c",
            "ssh -F \"$0\" \"$1\" 'cat >/root/bascule.deb' <\"$2\"",
            lab.sshConfig().toString(),
            node.name(),
            CleanRoot.deb().toString())
        .orThrow();
    node.shell(
        "cat >/usr/bin/java <<'E'\n#!/bin/sh\ncase \"$*\" in *-Xshare:dump*) exit 1 ;; esac\nexec"
            + " sleep 1000\nE\nchmod 755 /usr/bin/java; mkdir -p /etc/bascule; echo"
            + " BASCULE_DRIFT_ARGS=site.yml >/etc/bascule/prod.conf; echo key"
            + " >/etc/bascule/prod.key");
    install(node);
    node.exec("systemctl", "enable", "--quiet", "--now", TIMER);
    node.exec("systemctl", "start", "--no-block", CHECK);
    // What systemctl says of a check that runs is no mistake.
    node.shell(
        "timeout 60 sh -c 'until pgrep -x sleep; do systemctl --no-pager status "
            + CHECK
            + " || :; done'");
    assertThat(active(node, TIMER)).isEqualTo("active\n");
    assertThat(active(node, CHECK)).isEqualTo("activating\n");
    assertThat(node.exec("sh", "-c", "tr '\\0' '\\n' </proc/$(pgrep -x sleep)/environ"))
        .contains("\nHOME=" + STATE + "\n", "\nXDG_STATE_HOME=" + STATE + "\n");
    node.exec("test", "-d", STATE + "/.");
  }

  @Test
  @Order(2)
  void an_upgrade_leaves_timers_and_checks_alone(Lab lab) {
    install(lab.node(1));
    assertThat(active(lab.node(1), TIMER)).isEqualTo("active\n");
    assertThat(active(lab.node(1), CHECK)).isEqualTo("activating\n");
  }

  @Test
  @Order(3)
  void removed_the_package_stops_them_and_keeps_what_they_know(Lab lab) {
    LabNode node = lab.node(1);
    node.exec("dpkg", "--remove", "bascule");
    assertThat(active(node, TIMER)).isEqualTo("inactive\n");
    assertThat(active(node, CHECK)).isNotEqualTo("activating\n");
    assertThat(node.tryExec("pgrep", "-x", "sleep").exit()).isEqualTo(1);
    node.exec("test", "-d", STATE + "/.");
  }

  @Test
  @Order(4)
  void purged_it_leaves_nothing_of_them_and_all_of_other_schedules(Lab lab) {
    LabNode node = lab.node(1);
    String stamp = "/var/lib/systemd/timers/stamp-" + TIMER;
    node.shell("test -h " + LINK + "; test -f " + stamp + "; mkdir -p /var/lib/bascule-drift/prod");
    node.exec("dpkg", "--purge", "bascule");
    assertThat(
            node.exec(
                "find", "/etc/systemd", "/var/lib/systemd", "/var/lib", "-name", "*bascule*prod*"))
        .isEmpty();
    node.exec("test", "-d", "/var/lib/bascule-drift/prod");
    node.exec("test", "-f", "/etc/bascule/prod.conf");
  }

  // Java is no package here.
  private static void install(LabNode node) {
    node.exec("dpkg", "--force-depends", "--install", "/root/bascule.deb");
  }

  private static String active(LabNode node, String unit) {
    return node.tryExec("systemctl", "is-active", unit).out();
  }
}
