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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A directory that passes for a node with OpenVZ: kernel files, and programs that only write down
 * how they were called, one {@code program|word|word|} a line.
 *
 * <pre>
 * bridge vzbr0                             a bridge; "filtering vzbr0": one that filters VLANs
 * port veth101.0 vzbr0                     is on that bridge; "ovs-port veth101.0": of Open vSwitch
 * proc ipv4/conf/veth101.0/proxy_arp       holds 0
 * with ovs-vsctl                           a program besides ip, brctl and vzctl; "without brctl",
 *                                          "without timeout"; "with vznetaddbr": vzctl's script
 * value vz_bridge=vzbr0                    of the template
 * answer 2 ovs-vsctl br-exists nobr        ends with 2; "answer 0 ovs-vsctl port-to-br x > br9"
 * answer 1 vzctl exec2 101 *               whatever follows
 * folder 101.conf                          in place of a file
 * </pre>
 */
final class HookNode {
  private static final List<String> TOOLS =
      List.of(
          "awk",
          "bash",
          "busybox",
          "cat",
          "dash",
          "env",
          "grep",
          "head",
          "mkfifo",
          "readlink",
          "sed",
          "sleep",
          "tail",
          "timeout",
          "tr");

  private final Path root;
  private final List<String> lines;

  private HookNode(Path root, List<String> lines) {
    this.root = root;
    this.lines = lines;
  }

  /** Makes it below a new directory. */
  static HookNode in(Path root, List<String> lines) throws IOException {
    HookNode node = new HookNode(root, lines);
    Files.createDirectories(root.resolve("bin"));
    for (String line : lines) {
      node.kernelFile(line.split(" "));
    }
    node.program("vzctl");
    for (String program : List.of("ovs-vsctl", "vznetaddbr")) {
      if (node.has("with " + program)) {
        node.program(program);
      }
    }
    return node;
  }

  // All that the scripts may find, whatever else this machine has. Outside of @TempDir, which warns
  // of
  // each link that it removes.
  private Path tools() throws IOException {
    boolean old = has("without timeout");
    Path place = Path.of("target", old ? "hook-tools-without-timeout" : "hook-tools");
    Path tools = Files.createDirectories(place.toAbsolutePath());
    for (String tool : TOOLS) {
      if (old && tool.equals("timeout")) {
        continue;
      }
      Path link = tools.resolve(tool);
      Path program = Path.of("/usr/bin", tool);
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, Files.exists(program) ? program : Path.of("/bin", tool));
      }
    }
    return tools;
  }

  boolean has(String line) {
    return lines.contains(line);
  }

  private void kernelFile(String[] words) throws IOException {
    Path net = root.resolve("sys");
    switch (words[0]) {
      case "bridge", "filtering" -> {
        Path bridge = Files.createDirectories(net.resolve(words[1]).resolve("bridge"));
        String filters = words[0].equals("filtering") ? "1\n" : "0\n";
        Files.writeString(bridge.resolve("vlan_filtering"), filters);
      }
      case "port" -> {
        Path port = Files.createDirectories(net.resolve(words[1]).resolve("brport"));
        Files.createSymbolicLink(port.resolve("bridge"), Path.of("../../" + words[2]));
      }
      case "ovs-port" -> {
        Path port = Files.createDirectories(net.resolve(words[1]));
        Files.createSymbolicLink(port.resolve("master"), Path.of("../ovs-system"));
      }
      case "proc" -> {
        Path file = root.resolve("proc").resolve(words[1]);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "0\n");
      }
      case "folder" -> Files.createDirectories(root.resolve(words[1]));
      default -> assertThat(words[0]).isIn("with", "without", "value", "answer");
    }
  }

  private void program(String name) throws IOException {
    Path file = root.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + function("it", name) + "it \"$@\"\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** A shell function that writes down its call and answers. */
  private String function(String name, String program) {
    return """
        %1$s() {
          { printf '%%s|' %2$s "$@"; echo; } >>%3$s/calls
          case "%2$s $*" in
        %4$s
          esac
        }
        """
        .formatted(name, program, root, answers());
  }

  private String answers() {
    return lines.stream()
        .filter(line -> line.startsWith("answer "))
        .map(
            line -> {
              String[] words = line.split(" ", 3);
              String[] call = words[2].split(" > ", 2);
              String say = call.length > 1 ? "printf '" + call[1] + "\\n'; " : "";
              String pattern = ("'" + call[0] + "'").replaceFirst("[*]'$", "'*");
              return "    " + pattern + ") " + say + "return " + words[1] + " ;;";
            })
        .collect(Collectors.joining("\n"));
  }

  /** The template as a script of this node; made once. */
  Path script(String template) throws IOException {
    Path script = root.resolve(template.replace(".ftl", ""));
    if (Files.exists(script)) {
      return script;
    }
    // Functions, not files on PATH: busybox would take its own, and change this machine's network.
    String programs = function("ip", "ip");
    if (!has("without brctl")) {
      programs += function("brctl", "brctl");
    }
    if (has("with bridge")) {
      programs += function("bridge", "bridge");
    }
    // The machine's own must not be found.
    String text = rendered(template).replace(":/usr/sbin:/sbin", "");
    return Files.writeString(script, programs + text);
  }

  private String rendered(String template) throws IOException {
    Map<String, Value> values = new LinkedHashMap<>();
    values.put("vz_conf_dir", new Text(root.toString()));
    values.put("vz_global_conf", new Text(root + "/vz.conf"));
    values.put("vz_vznetaddbr", new Text(root + "/bin/vznetaddbr"));
    values.put("vz_sys_net", new Text(root + "/sys"));
    values.put("vz_proc_net", new Text(root + "/proc"));
    values.put("ve_device", new Text("veth101.0"));
    values.put("ve_addresses", new Items(List.of(new Text("10.0.0.1"), new Text("2001:db8::1"))));
    for (String line : lines) {
      if (line.startsWith("value ")) {
        String[] pair = line.substring("value ".length()).split("=", 2);
        values.put(pair[0], new Text(pair[1]));
      }
    }
    return new TemplateRenderer(new Secrets())
        .render(
            new SourceFile(template, Files.readString(Path.of("..", "templates", template))),
            Scope.of(values),
            new Problems())
        .orElseThrow();
  }

  /** Runs a script as vzctl would, with {@code VEID=101}. */
  Shells.Output run(List<String> shell, Path script, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("env", "-i", "VEID=101", "PATH=" + root + "/bin:" + tools()));
    command.addAll(shell);
    command.add(script.toString());
    command.addAll(arguments);
    return Shells.run(command, root);
  }

  /** What was done since the last time, and forgets it: calls, and kernel files that hold 1. */
  String done() throws IOException {
    Path calls = root.resolve("calls");
    StringBuilder text = new StringBuilder(Files.exists(calls) ? Files.readString(calls) : "");
    Files.deleteIfExists(calls);
    for (String line : lines) {
      if (line.startsWith("proc ")) {
        Path file = root.resolve("proc").resolve(line.substring("proc ".length()));
        if (!Files.readString(file).equals("0\n")) {
          text.append(line).append(" = ").append(Files.readString(file));
          Files.writeString(file, "0\n");
        }
      }
    }
    return text.toString();
  }

  /** Whether a value of a file was run as a command. */
  boolean harmed() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.anyMatch(file -> file.getFileName().toString().startsWith("harm"));
    }
  }
}
