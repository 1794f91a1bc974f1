package dev.bascule.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@LabTest(nodes = 2)
class LabItselfTest {
  private final LabNode node;
  private final LabNode neighbour;
  private final Lab lab;

  LabItselfTest(Lab lab) {
    this.lab = lab;
    this.node = lab.node(1);
    this.neighbour = lab.node(2);
  }

  @Test
  void a_node_answers_over_ssh_under_its_own_name_and_key() {
    assertThat(node.ssh("hostname").orThrow().out()).isEqualTo("hn-1\n");
    assertThat(neighbour.ssh("hostname").orThrow().out()).isEqualTo("hn-2\n");
    String key = "cat /etc/ssh/ssh_host_ed25519_key.pub";
    assertThat(node.shell(key)).isNotEqualTo(neighbour.shell(key));
  }

  @Test
  void ssh_from_the_controller_needs_no_script() {
    CommandResult result =
        lab.controller(
            "ssh", "-F", lab.sshConfig().toString(), "deploy@" + node.address(), "id -un");

    assertThat(result.orThrow().out()).isEqualTo("deploy\n");
  }

  @Test
  void a_cut_node_is_unreachable_and_its_console_still_works() {
    node.cut();
    assertThat(node.ssh("true").exit()).isEqualTo(255);
    assertThat(node.exec("hostname")).isEqualTo("hn-1\n");

    node.heal();
    assertThat(node.ssh("true").exit()).isZero();
  }

  @Test
  void a_power_cut_keeps_the_disk_and_forgets_the_rest() {
    node.shell("echo kept > /etc/kept; echo lost > /run/lost; ip link add name br8 type bridge");
    node.powerOff();
    assertThat(node.ssh("true").exit()).isEqualTo(255);
    assertThat(node.tryExec("true").exit()).isEqualTo(1);

    node.powerOn();
    assertThat(node.ssh("cat /etc/kept").orThrow().out()).isEqualTo("kept\n");
    assertThat(node.tryExec("test", "-e", "/run/lost").exit()).isEqualTo(1);
    assertThat(node.tryExec("ip", "link", "show", "dev", "br8").exit()).isEqualTo(1);
  }

  @Test
  void the_boot_brings_up_what_the_nodes_own_files_say() {
    node.shell(
        "printf '\\nauto br7\\niface br7 inet manual\\n  bridge_ports none\\n' >> /etc/network/interfaces");
    node.powerOff();
    node.powerOn();

    assertThat(node.ssh("brctl show").orThrow().out()).contains("br7");
  }

  @Test
  void a_node_reboots_when_it_is_asked_to() {
    node.shell("echo lost > /run/lost");
    node.reboot();

    assertThat(node.tryExec("test", "-e", "/run/lost").exit()).isEqualTo(1);
  }

  @Test
  void a_cut_outlasts_a_power_cut() {
    neighbour.cut();
    neighbour.powerOff();
    neighbour.powerOn();
    assertThat(neighbour.ssh("true").exit()).isEqualTo(255);

    neighbour.heal();
    assertThat(neighbour.ssh("true").exit()).isZero();
  }

  @Test
  void a_reset_forgets_the_disk_but_not_the_host_key() {
    neighbour.shell("echo x > /etc/forgotten");
    neighbour.reset();

    assertThat(neighbour.ssh("ls /etc").orThrow().out()).doesNotContain("forgotten");
  }

  @Test
  void only_the_nodes_own_sysctls_can_be_written() {
    String forwarding = "/proc/sys/net/ipv4/ip_forward";
    node.shell("echo 1 > " + forwarding);
    assertThat(node.exec("cat", forwarding)).isEqualTo("1\n");
    assertThat(neighbour.exec("cat", forwarding)).isEqualTo("0\n");

    assertThat(node.tryExec("sh", "-c", "echo 61 > /proc/sys/vm/swappiness").exit()).isNotZero();
  }

  @Test
  void a_node_has_no_python() {
    assertThat(node.tryExec("sh", "-c", "ls /usr/bin | grep python").out()).isEmpty();
  }

  @Test
  void ops_becomes_root_with_a_password_and_deploy_without() {
    assertThat(as("ops", "echo lab-ops | sudo -S -p '' id -u").orThrow().out()).isEqualTo("0\n");
    assertThat(as("ops", "sudo -n id -u").exit()).isNotZero();
    assertThat(as("ops", "echo lab-root | su -c 'id -u'").orThrow().out()).isEqualTo("0\n");
    assertThat(as("deploy", "sudo -n id -u").orThrow().out()).isEqualTo("0\n");
  }

  private CommandResult as(String user, String command) {
    return lab.lab("ssh", node.name(), "-l", user, command);
  }
}
