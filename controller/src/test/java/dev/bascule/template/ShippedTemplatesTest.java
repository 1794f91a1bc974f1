package dev.bascule.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import dev.bascule.model.Value.Fields;
import dev.bascule.model.Value.Int;
import dev.bascule.model.Value.Items;
import dev.bascule.model.Value.Text;
import dev.bascule.source.Problem;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every file in templates/ renders ordinary values to what shellcheck accepts, and hostile values
 * as data. A new template without a case here fails the first test.
 */
class ShippedTemplatesTest {
  private static final Path TEMPLATES = Path.of("..", "templates");
  private static final String END_OF_VALUES = "# What follows holds no values.\n";

  @TempDir Path directory;

  /** How a value of a template is read back. */
  private enum Back {
    /** From a shell that has read the file, or its part with values. */
    SHELL,
    /** From the line that begins with a given text. */
    LINE,
    /** Not at all: the template checks the value and refuses all of ours. */
    REFUSED
  }

  /**
   * One place for a value.
   *
   * @param by the shell's parameter or the begin of the line that holds the value
   */
  private record Slot(String variable, Function<String, Value> shape, Back back, String by) {}

  private record Case(Map<String, Value> ordinary, List<Slot> slots) {}

  private static Slot shell(String variable, String by) {
    return new Slot(variable, Text::new, Back.SHELL, by);
  }

  private static Slot line(String variable, String by) {
    return new Slot(variable, Text::new, Back.LINE, by);
  }

  private static Slot refused(String variable) {
    return new Slot(variable, Text::new, Back.REFUSED, "");
  }

  private static Value list(String value) {
    return new Items(List.of(new Text(value)));
  }

  private static final Map<String, Value> NETWORK =
      Map.of(
          "bridge", new Text("br0"),
          "ports", new Items(List.of(new Text("eth0"), new Text("eth1"))),
          "address", new Text("10.66.0.2/24"),
          "gateway", new Text("10.66.0.1"),
          "address6", new Text("2001:db8::2/64"),
          "gateway6", new Text("2001:db8::1"),
          "mac", new Text("52:54:00:12:34:56"),
          "mtu", new Int(1500));

  private static final Map<String, Case> CASES =
      Map.of(
          "vznet.conf.ftl",
              new Case(Map.of(), List.of(shell("vz_external_script", "$EXTERNAL_SCRIPT"))),
          "vznetcfg.custom.ftl",
              new Case(
                  Map.of("vz_bridge", new Text("vzbr0")),
                  List.of(
                      shell("vz_conf_dir", "$conf_dir"),
                      shell("vz_global_conf", "$global_conf"),
                      shell("vz_bridge", "$default_bridge"),
                      shell("vz_sys_net", "$sys_net"),
                      shell("vz_proc_net", "$proc_net"),
                      shell("vz_exec_seconds", "$exec_seconds"),
                      shell("vz_vznetaddbr", "$vznetaddbr"))),
          "vps.umount.ftl",
              new Case(
                  Map.of(),
                  List.of(
                      shell("vz_conf_dir", "$conf_dir"),
                      shell("vz_bridge", "$default_bridge"),
                      shell("vz_sys_net", "$sys_net"))),
          "ve.umount.ftl",
              new Case(
                  Map.of("ve_device", new Text("veth101.0"), "ve_addresses", list("10.66.9.1")),
                  List.of(
                      shell("ve_device", "$device"),
                      new Slot("ve_addresses", ShippedTemplatesTest::list, Back.SHELL, "$1"))),
          "ve.mount.ftl",
              new Case(
                  Map.of("ve_device", new Text("veth101.0"), "ve_addresses", list("10.66.9.1")),
                  List.of(
                      shell("ve_device", "$device"),
                      shell("ve_uplink", "$uplink"),
                      shell("ve_wait_seconds", "$wait_seconds"),
                      shell("vz_proc_net", "$proc_net"),
                      new Slot("ve_addresses", ShippedTemplatesTest::list, Back.SHELL, "$1"))),
          "ifcfg-bridge.ftl",
              new Case(
                  NETWORK,
                  List.of(
                      shell("bridge", "$DEVICE"),
                      shell("mac", "$MACADDR"),
                      shell("mtu", "$MTU"),
                      refused("address"),
                      shell("gateway", "$GATEWAY"),
                      shell("address6", "$IPV6ADDR"),
                      shell("gateway6", "$IPV6_DEFAULTGW"))),
          "ifcfg-port.ftl",
              new Case(
                  Map.of(
                      "port",
                      new Text("eth0"),
                      "bridge",
                      new Text("br0"),
                      "mtu",
                      new Int(9000),
                      "port_mac",
                      new Text("52:54:00:12:34:56")),
                  List.of(
                      shell("port", "$DEVICE"),
                      shell("bridge", "$BRIDGE"),
                      shell("port_mac", "$HWADDR"),
                      shell("mtu", "$MTU"))),
          "interfaces.ftl",
              new Case(
                  NETWORK,
                  List.of(
                      line("bridge", "auto "),
                      new Slot("ports", ShippedTemplatesTest::list, Back.LINE, "    bridge_ports "),
                      refused("address"),
                      line("gateway", "    gateway "),
                      line("mac", "    bridge_hw "),
                      line("mtu", "    mtu "),
                      refused("address6"),
                      line("gateway6", "    gateway "))),
          "sysctl.conf.ftl",
              new Case(
                  Map.of("sysctls", new Fields(Map.of("net.ipv4.ip_forward", new Int(1)))),
                  List.of(
                      new Slot(
                          "sysctls",
                          value -> new Fields(Map.of("net.x", new Text(value))),
                          Back.LINE,
                          "net.x = "))));

  private static SourceFile template(String name) {
    try {
      return new SourceFile(name, Files.readString(TEMPLATES.resolve(name)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Optional<String> render(String name, Map<String, Value> values, Problems found) {
    return new TemplateRenderer(new Secrets()).render(template(name), Scope.of(values), found);
  }

  private static String ordinary(String name) {
    Problems found = new Problems();
    return render(name, caseOf(name).ordinary(), found)
        .orElseThrow(
            () ->
                new AssertionError(
                    found.all().stream().map(Problem::format).collect(Collectors.joining())));
  }

  private static Case caseOf(String name) {
    return Optional.ofNullable(CASES.get(name)).orElseThrow();
  }

  @Test
  void every_shipped_template_has_a_case_and_every_variable_of_it_a_hostile_value()
      throws IOException {
    Set<String> shipped = new TreeSet<>();
    try (Stream<Path> files = Files.walk(TEMPLATES)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> shipped.add(TEMPLATES.relativize(file).toString()));
    }
    assertThat(shipped).isEqualTo(new TreeSet<>(CASES.keySet()));
    for (String name : shipped) {
      Set<String> tried =
          caseOf(name).slots().stream().map(Slot::variable).collect(Collectors.toSet());
      assertThat(new TemplateRenderer(new Secrets()).names(template(name))).isEqualTo(tried);
    }
  }

  @Test
  void a_hostile_value_is_data_in_every_shell_and_in_every_line()
      throws IOException, InterruptedException {
    for (String name : CASES.keySet()) {
      for (Slot slot : caseOf(name).slots()) {
        switch (slot.back()) {
          case SHELL -> readBackFromShells(name, slot);
          case LINE -> readBackFromLine(name, slot);
          case REFUSED -> hostile().forEach(value -> refused(name, slot, value));
        }
      }
    }
  }

  private static List<String> hostile() {
    List<String> all = new ArrayList<>(Hostile.ONE_LINE);
    all.addAll(Hostile.SEVERAL_LINES);
    return all;
  }

  private static Optional<String> withHostile(
      String name, Slot slot, String value, Problems found) {
    Map<String, Value> values = new LinkedHashMap<>(caseOf(name).ordinary());
    values.put(slot.variable(), slot.shape().apply(value));
    return render(name, values, found);
  }

  private static void refused(String name, Slot slot, String value) {
    Problems found = new Problems();
    assertThat(withHostile(name, slot, value, found))
        .as(name + " " + slot.variable() + " " + value)
        .isEmpty();
    assertThat(found.all())
        .hasSize(1)
        .allSatisfy(
            problem ->
                assertThat(problem.code())
                    .isIn(ProblemCode.TEMPLATE_VALUE, ProblemCode.TEMPLATE_FAILED));
  }

  // All values in one script, each in a subshell of its own: thousands of processes otherwise.
  private void readBackFromShells(String name, Slot slot) throws IOException, InterruptedException {
    boolean lines = !ordinary(name).startsWith("#!");
    StringBuilder script = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (String value : hostile()) {
      if (lines && Hostile.SEVERAL_LINES.contains(value)) {
        refused(name, slot, value);
        continue;
      }
      String rendered = withHostile(name, slot, value, new Problems()).orElseThrow();
      script.append("(\n").append(head(rendered)).append("\nprintf '%s.\\n' \"");
      script.append(slot.by()).append("\"\n)\n");
      expected.append(value).append(".\n");
    }
    Path file = directory.resolve("script");
    Files.writeString(file, script);
    for (List<String> shell : Shells.all()) {
      assertThat(Shells.run(shell, file, directory))
          .as(name + " " + slot.variable() + " in " + shell)
          .isEqualTo(new Shells.Output(0, expected.toString(), ""));
      assertThat(directory.resolve("harm")).doesNotExist();
    }
  }

  private static String head(String rendered) {
    int end = rendered.indexOf(END_OF_VALUES);
    assertThat(end >= 0 || !rendered.startsWith("#!"))
        .as("a script says where it holds no more values")
        .isTrue();
    return end < 0 ? rendered : rendered.substring(0, end);
  }

  private static void readBackFromLine(String name, Slot slot) {
    String harmless = withHostile(name, slot, "x", new Problems()).orElseThrow();
    for (String value : hostile()) {
      Problems found = new Problems();
      Optional<String> rendered = withHostile(name, slot, value, found);
      if (rendered.isEmpty()) {
        refused(name, slot, value);
        continue;
      }
      assertThat(value).doesNotContain("\n");
      assertThat(rendered.get().split("\n", -1)).contains(slot.by() + value);
      // As many lines as ever, and each begins with the same word.
      assertThat(keywords(rendered.get())).isEqualTo(keywords(harmless));
    }
  }

  private static List<String> keywords(String text) {
    return text.lines().map(line -> line.strip().split("\\s", 2)[0]).toList();
  }

  @Test
  void no_value_stands_after_the_end_of_values() {
    for (String name : CASES.keySet()) {
      String text = template(name).text();
      int end = text.indexOf(END_OF_VALUES);
      if (end >= 0) {
        assertThat(text.substring(end)).doesNotContain("[=", "<#");
      }
    }
  }

  @Test
  void a_shell_file_with_ordinary_values_is_clean_to_shellcheck_and_every_shell()
      throws IOException, InterruptedException {
    Shells.isThere("shellcheck");
    for (String name : CASES.keySet()) {
      String rendered = ordinary(name);
      boolean script = rendered.startsWith("#!");
      if (!script && Language.of(name, rendered).orElseThrow() != Language.SETTINGS) {
        continue;
      }
      Path file = directory.resolve(name);
      Files.writeString(file, rendered);
      // The settings are read by others: unused here (SC2034).
      List<String> check =
          script
              ? List.of(
                  "shellcheck",
                  "-s",
                  "sh",
                  "-o",
                  "all",
                  "-e",
                  "SC2250,SC2310,SC2311,SC2312,SC2249",
                  file.toString())
              : List.of("shellcheck", "-s", "sh", "-e", "SC2034", file.toString());
      assertThat(Shells.run(check, directory)).as(name).isEqualTo(new Shells.Output(0, "", ""));
      for (List<String> shell : Shells.all()) {
        List<String> parse = new ArrayList<>(shell);
        parse.addAll(List.of("-n", file.toString()));
        assertThat(Shells.run(parse, directory)).isEqualTo(new Shells.Output(0, "", ""));
      }
    }
  }

  @Test
  void the_bridge_of_debian_is_what_ifupdown_wants() {
    assertThat(ordinary("interfaces.ftl"))
        .isEqualTo(
            """
            # A bridge over this node's ports, for ifupdown and bridge-utils. Managed by Bascule.
            auto lo
            iface lo inet loopback

            iface eth0 inet manual

            iface eth1 inet manual

            auto br0
            iface br0 inet static
                address 10.66.0.2
                netmask 255.255.255.0
                gateway 10.66.0.1
                bridge_ports eth0 eth1
                # Without bridge_fd the ports would be silent for 15 seconds on old kernels.
                bridge_stp off
                bridge_fd 0
                # Pinned, or the bridge's MAC would change with its ports.
                bridge_hw 52:54:00:12:34:56
                mtu 1500

            iface br0 inet6 static
                address 2001:db8::2
                netmask 64
                gateway 2001:db8::1
            """);
  }

  @Test
  void the_bridge_of_rhel_is_what_the_network_scripts_want() {
    assertThat(ordinary("ifcfg-bridge.ftl").lines().filter(line -> !line.startsWith("#")))
        .containsExactly(
            "DEVICE=br0",
            "TYPE=Bridge",
            "ONBOOT=yes",
            "NM_CONTROLLED=no",
            "BOOTPROTO=none",
            "DELAY=0",
            "STP=off",
            "MACADDR=52:54:00:12:34:56",
            "MTU=1500",
            "IPADDR=10.66.0.2",
            "NETMASK=255.255.255.0",
            "GATEWAY=10.66.0.1",
            "IPV6INIT=yes",
            "IPV6_AUTOCONF=no",
            "IPV6ADDR=2001:db8::2/64",
            "IPV6_DEFAULTGW=2001:db8::1");
    assertThat(ordinary("ifcfg-port.ftl").lines().filter(line -> !line.startsWith("#")))
        .containsExactly(
            "DEVICE=eth0",
            "ONBOOT=yes",
            "NM_CONTROLLED=no",
            "BOOTPROTO=none",
            "BRIDGE=br0",
            "HWADDR=52:54:00:12:34:56",
            "MTU=9000");
  }
}
