package dev.bascule.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Schedules under a real systemd: the first node is the controller and checks the second. Its JVM
 * is this machine's, put there with the unpacked tar.gz.
 */
@LabTest(nodes = 2, flavour = Flavour.SYSTEMD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SystemdLabTest {
  private static final String HERE = "/srv/50% it's $HOME";
  private LabNode controller;

  @BeforeAll
  void install(Lab lab) throws IOException {
    controller = lab.node(1);
    String ssh = "-F " + lab.sshConfig() + " " + controller.name();
    Path java = Path.of(System.getProperty("java.home")).toRealPath();
    sh(
        lab,
        "{ tar ch --ignore-failed-read --exclude=src.zip --exclude=jmods -C "
            + java
            + " . 2>/dev/null || :; } | ssh "
            + ssh
            + " 'mkdir -p /opt/java && tar x -C /opt/java'; ssh "
            + ssh
            + " 'mkdir -p /opt && tar xz -C /opt && mv /opt/bascule-* /opt/bascule && ln -s"
            + " /opt/java/bin/java /usr/bin/java && ln -s /opt/bascule/bin/bascule /usr/bin/bascule'"
            + " <"
            + CleanRoot.tar()
            + "; ssh "
            + ssh
            + " 'cat >/root/key && chmod 600 /root/key' <"
            + lab.key()
            + "; ssh "
            + ssh
            + " 'cat >/etc/ssh/ssh_known_hosts' <"
            + lab.knownHosts());
    controller.shell(
        "mkdir -p \"$(printf %s '"
            + HERE.replace("'", "'\\''")
            + "')\"; cd '"
            + HERE.replace("'", "'\\''")
            + "'; cat >hosts.yml <<'E'\nall: {hosts: {hn: {ansible_host: "
            + lab.node(2).address()
            + ", ansible_user: root, ansible_ssh_private_key_file: /root/key}}}\nE\ncat >site.yml <<'E'\n- hosts: all\n  tasks:\n"
            + "    - copy: {content: \"x\\n\", dest: /etc/drifts, mode: \"0644\"}\nE");
  }

  @Test
  void an_installed_timer_fires_and_its_drift_is_a_finding_not_a_crash(Lab lab) throws IOException {
    assertThat(schedule("--install --name fleet --jitter 1s --run-as root").out())
        .isEqualTo("/etc/systemd/system/fleet.service\n/etc/systemd/system/fleet.timer\n");
    assertThat(controller.exec("systemctl", "is-enabled", "fleet.timer")).isEqualTo("enabled\n");
    assertThat(controller.exec("systemctl", "is-active", "fleet.timer")).isEqualTo("active\n");

    // The timer itself, sooner than in an hour.
    controller.shell(
        "mkdir /etc/systemd/system/fleet.timer.d; printf '[Timer]\\nOnActiveSec=1s\\nAccuracySec=100ms\\n'"
            + " >/etc/systemd/system/fleet.timer.d/soon.conf; systemctl daemon-reload; systemctl"
            + " restart fleet.timer; timeout 60 sh -c 'until journalctl -u fleet.service | grep -q"
            + " -e Finished -e Failed; do journalctl -u fleet.service --sync; done'");
    String journal = controller.exec("journalctl", "-o", "cat", "-u", "fleet.service");
    assertThat(journal).contains("create /etc/drifts", "1 node: 1 drifted");
    assertThat(controller.exec("systemctl", "show", "-P", "ExecMainStatus", "fleet.service"))
        .as(journal)
        .isEqualTo("2\n");
    assertThat(controller.tryExec("systemctl", "is-failed", "fleet.service").out())
        .isEqualTo("inactive\n");

    lab.node(2).shell("printf 'x\\n' >/etc/drifts; chmod 644 /etc/drifts");
    controller.exec("systemctl", "start", "fleet.service");
    assertThat(controller.exec("systemctl", "show", "-P", "ExecMainStatus", "fleet.service"))
        .isEqualTo("0\n");

    assertThat(controller.exec("bascule", "schedule", "systemd", "--uninstall", "--name", "fleet"))
        .isEqualTo(
            "removed /etc/systemd/system/fleet.service\nremoved /etc/systemd/system/fleet.timer\n");
    assertThat(controller.tryExec("systemctl", "is-active", "fleet.timer").out())
        .isEqualTo("inactive\n");
  }

  @Test
  void words_reach_the_program_through_systemd_as_they_were() {
    controller.shell(
        "printf '#!/bin/sh\\nprintf \"%%s|\" \"$@\" >/run/words\\n' >/usr/bin/words; chmod 755"
            + " /usr/bin/words");
    schedule("--install --name words --program /usr/bin/words --run-as root").orThrow();
    controller.shell(
        "sed -i 's/^ProtectSystem=.*/ProtectSystem=no/' /etc/systemd/system/words.service; systemctl"
            + " daemon-reload; systemctl start words.service");
    assertThat(controller.exec("cat", "/run/words"))
        .isEqualTo("drift|--inventory=" + HERE + "/hosts.yml|" + HERE + "/site.yml|");
    controller.exec("bascule", "schedule", "systemd", "--uninstall", "--name", "words");
  }

  @Test
  void a_check_may_write_its_history_into_a_folder_of_any_name() {
    schedule("--install --name told --run-as root", "--history own.db").orThrow();
    controller.exec("systemctl", "start", "told.service");
    assertThat(
            controller.exec(
                "bascule", "history", "--history", HERE + "/own.db", "--output", "json"))
        .contains("\"command\":\"drift\"");
    controller.exec("bascule", "schedule", "systemd", "--uninstall", "--name", "told");
  }

  @Test
  void what_only_root_may_read_reaches_a_check_of_another_user() {
    controller.shell(
        "printf '#!/bin/sh\\nid -u; echo \"$BASCULE_NOTIFY_URL\"\\n' >/usr/bin/heard; chmod 755"
            + " /usr/bin/heard; mkdir -p /etc/bascule; umask 077; echo"
            + " \"BASCULE_NOTIFY_URL='https://chat.example/s3cret?a=1&b=\\$x'\""
            + " >/etc/bascule/heard.env");
    schedule("--install --name heard --program /usr/bin/heard").orThrow();
    controller.exec("systemctl", "start", "heard.service");
    assertThat(controller.exec("sh", "-c", "journalctl --sync; journalctl -o cat -u heard.service"))
        .containsPattern("\n6[0-9]{4}\n")
        .contains("\nhttps://chat.example/s3cret?a=1&b=$x\n");
    assertThat(controller.exec("systemctl", "show", "heard.service")).doesNotContain("s3cret");
    controller.exec("bascule", "schedule", "systemd", "--uninstall", "--name", "heard");
  }

  @Test
  void a_key_of_root_reaches_a_check_of_a_user_made_for_it_alone() {
    controller.shell(
        "cd '"
            + HERE.replace("'", "'\\''")
            + "'; sed 's/, ansible_ssh_private_key_file: [^}]*//' hosts.yml >keyless.yml; chmod 600"
            + " /root/key");
    CommandResult installed =
        controller.tryExec(
            "sh",
            "-c",
            "cd \"$0\"; exec bascule schedule systemd --install --name keyed --key /root/key -- -i"
                + " keyless.yml site.yml",
            HERE);
    assertThat(installed.exit()).as(installed.toString()).isZero();
    controller.tryExec("systemctl", "start", "keyed.service");
    String journal =
        controller.exec("sh", "-c", "journalctl --sync; journalctl -o cat -u keyed.service");
    assertThat(journal).contains("1 node: 1 ");
    assertThat(controller.exec("systemctl", "show", "-P", "ExecMainStatus", "keyed.service"))
        .as(journal)
        .isIn("0\n", "2\n");
    assertThat(controller.exec("systemctl", "show", "-P", "DynamicUser", "keyed.service"))
        .isEqualTo("yes\n");
    controller.exec("bascule", "schedule", "systemd", "--uninstall", "--name", "keyed");
  }

  @Test
  void a_time_that_systemd_does_not_know_installs_nothing() {
    CommandResult refused = schedule("--install --name never --at Someday");
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.err()).contains("Someday");
    assertThat(controller.tryExec("test", "-e", "/etc/systemd/system/never.timer").exit())
        .isEqualTo(1);
  }

  @Test
  void a_mistake_leaves_the_schedule_of_this_name_that_works() {
    schedule("--install --name again --at daily --run-as root").orThrow();
    assertThat(schedule("--install --name again --at Someday --run-as root").exit()).isNotZero();
    assertThat(controller.exec("cat", "/etc/systemd/system/again.timer"))
        .contains("OnCalendar=daily\n");
    assertThat(controller.exec("systemctl", "is-active", "again.timer")).isEqualTo("active\n");
    assertThat(controller.exec("sh", "-c", "find /tmp -name 'bascule-schedule*'")).isEmpty();
    assertThat(schedule("--install --name again --at weekly --run-as root").exit()).isZero();
    assertThat(controller.exec("cat", "/etc/systemd/system/again.timer"))
        .contains("OnCalendar=weekly\n");
    controller.exec("bascule", "schedule", "systemd", "--uninstall", "--name", "again");
  }

  @Test
  void units_that_somebody_else_wrote_are_left_alone() {
    controller.shell("echo '# mine' >/etc/systemd/system/mine.service");
    CommandResult refused = schedule("--install --name mine");
    assertThat(refused.exit()).isEqualTo(64);
    assertThat(refused.err())
        .isEqualTo(
            "bascule schedule: /etc/systemd/system/mine.service is not of bascule schedule\n"
                + "  hint: name the schedule otherwise: --name\n");
    assertThat(controller.exec("cat", "/etc/systemd/system/mine.service")).isEqualTo("# mine\n");
  }

  private CommandResult schedule(String options) {
    return schedule(options, "");
  }

  private CommandResult schedule(String options, String drift) {
    return controller.tryExec(
        "sh",
        "-c",
        "cd \"$0\"; exec bascule schedule systemd "
            + options
            + " -- "
            + drift
            + " -i hosts.yml site.yml",
        HERE);
  }

  private static void sh(Lab lab, String script) {
    lab.controller("bash", "-euo", "pipefail", "-c", script).orThrow();
  }
}
