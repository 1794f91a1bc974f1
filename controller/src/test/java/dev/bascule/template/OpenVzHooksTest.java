package dev.bascule.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import dev.bascule.model.Value.Items;
import dev.bascule.model.Value.Text;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the shipped OpenVZ scripts with programs that only write down how they were called. */
class OpenVzHooksTest {
  private static final String TWO_INTERFACES =
      "NETIF=\"ifname=eth0,bridge=vzbr0,mac=00:18:51:4C:2F:5C,host_ifname=veth101.0,"
          + "host_mac=FE:FF:FF:FF:FF:FF;ifname=eth1,bridge=vzbr1,mac=00:18:51:4C:2F:5D,"
          + "host_ifname=veth101.1,host_mac=FE:FF:FF:FF:FF:FF\"\n"
          + "VETH_IP_ADDRESS=\"85.86.87.195/26 2001:db8::5/64\"\n"
          + "VE_DEFAULT_GATEWAY=\"85.86.87.193\"\n"
          + "VETH_IP_ADDRESS_eth1='10.0.0.5/24'\n";

  @TempDir Path directory;

  @BeforeEach
  void programs() throws IOException {
    Path vzctl = Files.createDirectories(directory.resolve("bin")).resolve("vzctl");
    Files.writeString(vzctl, "#!/bin/sh\n" + recording("vzctl") + "vzctl \"$@\"\n");
    assertThat(vzctl.toFile().setExecutable(true)).isTrue();
    for (String bridge : List.of("vzbr0", "vzbr1")) {
      Files.createDirectories(directory.resolve("sys/" + bridge + "/bridge"));
    }
  }

  // Functions, not files on PATH: busybox would take its own ip, and change this machine's network.
  private String recording(String program) {
    return """
        %1$s() {
          for word in %1$s "$@"; do printf '%%s|' "$word"; done >>%2$s/calls
          echo >>%2$s/calls
        }
        """
        .formatted(program, directory);
  }

  private List<String> command(List<String> shell, Path script) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("env", "VEID=101", "PATH=" + directory + "/bin:/usr/bin:/bin"));
    command.addAll(shell);
    command.add(script.toString());
    return command;
  }

  private String calls() throws IOException {
    Path calls = directory.resolve("calls");
    String text = Files.exists(calls) ? Files.readString(calls) : "";
    Files.deleteIfExists(calls);
    return text;
  }

  private List<Shells.Output> run(String template, String container, String... arguments)
      throws IOException, InterruptedException {
    Files.writeString(directory.resolve("101.conf"), container);
    Path script = directory.resolve(template.replace(".ftl", ""));
    Files.writeString(script, recording("ip") + recording("brctl") + rendered(template));
    List<Shells.Output> outputs = new ArrayList<>();
    for (List<String> shell : Shells.all()) {
      List<String> command = command(shell, script);
      command.addAll(List.of(arguments));
      outputs.add(Shells.run(command, directory));
    }
    assertThat(outputs).as("all shells agree").allMatch(outputs.get(0)::equals).isNotEmpty();
    return outputs;
  }

  private String rendered(String template) throws IOException {
    Map<String, Value> values = new LinkedHashMap<>();
    values.put("vz_conf_dir", new Text(directory.toString()));
    values.put("vz_sys_net", new Text(directory + "/sys"));
    values.put("ve_device", new Text("veth101.0"));
    values.put("ve_addresses", new Items(List.of(new Text("10.0.0.1"))));
    return new TemplateRenderer(new Secrets())
        .render(
            new SourceFile(template, Files.readString(Path.of("..", "templates", template))),
            Scope.of(values),
            new Problems())
        .orElseThrow();
  }

  private Shells.Output once(String template, String container, String... arguments)
      throws IOException, InterruptedException {
    return run(template, container, arguments).get(0);
  }

  private String perShell(String calls) {
    return calls.repeat(Shells.all().size());
  }

  @Test
  void the_first_interface_joins_its_bridge_and_gets_its_addresses()
      throws IOException, InterruptedException {
    assertThat(once("vznetcfg.custom.ftl", TWO_INTERFACES, "init", "veth", "veth101.0"))
        .isEqualTo(new Shells.Output(0, "", ""));
    assertThat(calls())
        .isEqualTo(
            perShell(
                """
                ip|link|set|dev|veth101.0|up|
                brctl|addif|vzbr0|veth101.0|
                ip|route|replace|85.86.87.195/32|dev|vzbr0|
                ip|-6|route|replace|2001:db8::5/128|dev|vzbr0|
                vzctl|exec2|101|ip link set dev eth0 up && ip address replace 85.86.87.195/26 dev eth0 && ip address replace 2001:db8::5/64 dev eth0 && { ip route replace default via 85.86.87.193 dev eth0 2>/dev/null || { ip route replace 85.86.87.193 dev eth0 && ip route replace default via 85.86.87.193 dev eth0; }; }|
                """));
  }

  @Test
  void the_second_interface_has_a_bridge_and_addresses_of_its_own()
      throws IOException, InterruptedException {
    assertThat(once("vznetcfg.custom.ftl", TWO_INTERFACES, "init", "veth", "veth101.1").exit())
        .isZero();
    assertThat(calls())
        .isEqualTo(
            perShell(
                """
                ip|link|set|dev|veth101.1|up|
                brctl|addif|vzbr1|veth101.1|
                ip|route|replace|10.0.0.5/32|dev|vzbr1|
                vzctl|exec2|101|ip link set dev eth1 up && ip address replace 10.0.0.5/24 dev eth1|
                """));
  }

  @Test
  void an_interface_that_is_on_its_bridge_stays_there() throws IOException, InterruptedException {
    Files.createDirectories(directory.resolve("sys/veth101.1/brport"));
    Files.createSymbolicLink(
        directory.resolve("sys/veth101.1/brport/bridge"), Path.of("../../vzbr1"));
    once("vznetcfg.custom.ftl", TWO_INTERFACES, "init", "veth", "veth101.1");
    assertThat(calls()).doesNotContain("brctl");
  }

  @Test
  void an_interface_on_another_bridge_is_moved() throws IOException, InterruptedException {
    Files.createDirectories(directory.resolve("sys/veth101.1/brport"));
    Files.createSymbolicLink(
        directory.resolve("sys/veth101.1/brport/bridge"), Path.of("../../vzbr0"));
    once("vznetcfg.custom.ftl", TWO_INTERFACES, "init", "veth", "veth101.1");
    assertThat(calls()).contains("brctl|delif|vzbr0|veth101.1|\nbrctl|addif|vzbr1|veth101.1|\n");
  }

  @Test
  void a_missing_bridge_keeps_the_container_from_starting()
      throws IOException, InterruptedException {
    String container = TWO_INTERFACES.replace("vzbr0", "nobr");
    assertThat(once("vznetcfg.custom.ftl", container, "init", "veth", "veth101.0"))
        .isEqualTo(
            new Shells.Output(
                1, "", "vznetcfg.custom: CT 101: there is no bridge 'nobr' for veth101.0\n"));
  }

  @Test
  void a_container_without_addresses_is_bridged_and_starts()
      throws IOException, InterruptedException {
    String container = "NETIF=\"ifname=eth0,mac=x,host_ifname=veth101.0\"\nBRIDGEDEV=\"vzbr0\"\n";
    assertThat(once("vznetcfg.custom.ftl", container, "init", "veth", "veth101.0").exit()).isZero();
    assertThat(calls())
        .isEqualTo(perShell("ip|link|set|dev|veth101.0|up|\nbrctl|addif|vzbr0|veth101.0|\n"));
  }

  @Test
  void a_command_in_the_containers_file_is_not_run() throws IOException, InterruptedException {
    String container =
        TWO_INTERFACES + "VETH_IP_ADDRESS=\"$(touch " + directory + "/harm)\"\ntouch harm\n";
    Shells.Output output = once("vznetcfg.custom.ftl", container, "init", "veth", "veth101.0");
    assertThat(output.exit()).isEqualTo(1);
    assertThat(output.err()).contains("'$(touch' is not an address");
    assertThat(directory.resolve("harm")).doesNotExist();
  }

  @Test
  void a_call_of_openvz_7_is_refused_in_words() throws IOException, InterruptedException {
    Shells.Output output = once("vznetcfg.custom.ftl", TWO_INTERFACES, "addif", "veth1", "net");
    assertThat(output.exit()).isEqualTo(1);
    assertThat(output.err()).contains("called with 'addif veth1 net'; this script is for vzctl 4");
  }

  @Test
  void a_stopped_container_leaves_no_routes_and_its_hook_never_fails()
      throws IOException, InterruptedException {
    assertThat(once("vps.umount.ftl", TWO_INTERFACES)).isEqualTo(new Shells.Output(0, "", ""));
    assertThat(calls())
        .contains(
            "ip|-4|route|del|85.86.87.195/32|dev|vzbr0|\n",
            "ip|-6|route|del|2001:db8::5/128|dev|vzbr0|\n",
            "ip|-4|route|del|10.0.0.5/32|dev|vzbr1|\n");
    assertThat(once("vps.umount.ftl", "VETH_IP_ADDRESS=\"*/24 $(touch harm)\"\nBRIDGEDEV=\"-x\"\n"))
        .isEqualTo(new Shells.Output(0, "", ""));
    assertThat(calls()).isEmpty();
    assertThat(directory.resolve("harm")).doesNotExist();
  }

  @Test
  void a_mount_hook_ends_at_once_and_routes_in_the_background()
      throws IOException, InterruptedException {
    // A fifo tells when the background has come to its last command, without sleeping.
    Path done = directory.resolve("done");
    assertThat(Shells.run(List.of("mkfifo", done.toString()), directory).exit()).isZero();
    String ip = "ip() { case $* in 'route replace'*) echo \"$*\" >%s ;; esac; }\n".formatted(done);
    Path script = directory.resolve("mount");
    Files.writeString(script, ip + rendered("ve.mount.ftl"));
    for (List<String> shell : Shells.all()) {
      assertThat(Shells.run(command(shell, script), directory))
          .isEqualTo(new Shells.Output(0, "", ""));
      assertThat(Shells.run(List.of("timeout", "10", "cat", done.toString()), directory).out())
          .isEqualTo("route replace 10.0.0.1 dev veth101.0\n");
    }
  }
}
