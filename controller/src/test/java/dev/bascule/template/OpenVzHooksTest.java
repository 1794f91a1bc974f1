package dev.bascule.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the shipped OpenVZ scripts on nodes of a few files, under each shell: folders of a node,
 * containers' files, the calls, and what must be done by each ("ended 1" and "! words" where it
 * does not just end). A call is said twice where the second must find the work done.
 *
 * <p>There is no search for what bash has only since 4.0: dash, which has none of it, runs every
 * line here.
 */
class OpenVzHooksTest {
  private static final Path FOLDERS = Path.of("src/test/resources/dev/bascule/template/openvz");
  private static final List<String> INIT = List.of("init", "veth", "veth101.0");

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> each_folder_is_done_as_it_says_under_every_shell() throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(FOLDERS)) {
      folders = all.sorted().toList();
    }
    assertThat(folders).hasSizeGreaterThan(30);
    return folders.stream()
        .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> run(folder)));
  }

  private void run(Path folder) throws IOException, InterruptedException {
    Path root = directory.resolve(folder.getFileName().toString());
    List<String> lines = linesOf(folder.resolve("node"));
    HookNode node = HookNode.in(root, lines);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.conf")) {
      for (Path file : files) {
        Files.copy(file, root.resolve(file.getFileName()));
      }
    }
    String expected = Files.readString(folder.resolve("expected"));
    for (List<String> shell : Shells.withOldBash()) {
      // Its own brctl and timeout are parts of busybox.
      if (shell.get(0).equals("busybox")
          && (node.has("without brctl") || node.has("without timeout"))) {
        continue;
      }
      assertThat(done(node, shell, linesOf(folder.resolve("calls"))).replace(root + "/", "./"))
          .as(shell.toString())
          .isEqualTo(expected);
      assertThat(node.harmed()).as("a value was run as a command").isFalse();
    }
  }

  private static List<String> linesOf(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static String done(HookNode node, List<String> shell, List<String> calls)
      throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    for (String call : calls) {
      List<String> words = new ArrayList<>(List.of(call.split(" ")));
      Path script = node.script(words.remove(0) + ".ftl");
      Shells.Output output = node.run(shell, script, words);
      text.append("# ").append(call).append('\n').append(node.done());
      assertThat(output.out()).isEmpty();
      output.err().lines().forEach(line -> text.append("! ").append(line).append('\n'));
      if (output.exit() != 0) {
        text.append("ended ").append(output.exit()).append('\n');
      }
    }
    return text.toString();
  }

  @Test
  void no_hostile_value_of_a_containers_file_leaves_the_words_of_commands()
      throws IOException, InterruptedException {
    HookNode node =
        HookNode.in(directory.resolve("hostile"), List.of("bridge vzbr0", "with ovs-vsctl"));
    Path init = node.script("vznetcfg.custom.ftl");
    Path umount = node.script("vps.umount.ftl");
    for (String value : Hostile.ONE_LINE) {
      if (value.length() > 1000) {
        continue; // a shell reads a file letter by letter
      }
      for (String quote : List.of("", "\"")) {
        Files.writeString(directory.resolve("hostile/101.conf"), everywhere(quote + value + quote));
        assertThat(node.run(List.of("dash"), init, INIT).exit()).as(value).isIn(0, 1);
        assertThat(node.run(List.of("dash"), umount, List.of()))
            .isEqualTo(new Shells.Output(0, "", ""));
        assertThat(node.done().lines()).as(value).allMatch(OpenVzHooksTest::isTame);
        assertThat(node.harmed()).as(value).isFalse();
      }
    }
  }

  // Each value once more behind a good one, and names with it in the middle.
  private static String everywhere(String value) {
    return """
        NETIF="ifname=eth0,bridge=vzbr0,mac=x,host_ifname=veth101.0;ifname=%1$s,bridge=%1$s"
        VETH_IP_ADDRESS=%1$s
        VETH_IP_ADDRESS_eth0="10.0.0.5/24 %1$s"
        VE_DEFAULT_GATEWAY=%1$s
        VETH_VLAN_eth1=%1$s
        VETH_UPLINK=%1$s
        BRIDGEDEV=%1$s
        CT0_IP=%1$s
        """
        .formatted(value);
  }

  private static boolean isTame(String call) {
    return call.matches("(ip|brctl|ovs-vsctl)\\|[A-Za-z0-9_./:=|-]*")
        || call.matches(
            "vzctl\\|exec2\\|101\\|f=0; r\\(\\) \\{ [^}`]*; \\}; \\}; a\\(\\) \\{ [^}`]*; \\}; "
                + "ip link set dev eth0 up [A-Za-z0-9_./:=|&{}'; >-]*; exit \\$f\\|");
  }

  @Test
  void an_inside_that_cannot_replace_addresses_and_routes_is_configured_again_and_again()
      throws IOException, InterruptedException {
    Path root = directory.resolve("old");
    HookNode node = HookNode.in(root, List.of("bridge vzbr0"));
    Path conf = FOLDERS.resolve("one-bridged-interface/101.conf");
    Files.copy(conf, root.resolve("101.conf"));
    assertThat(node.run(List.of("dash"), node.script("vznetcfg.custom.ftl"), INIT).exit()).isZero();
    String told =
        node.done().lines().filter(call -> call.startsWith("vzctl|exec2|")).findFirst().orElse("");
    String old =
        """
        ip() {
            echo "$*" >&3
            case $* in
                -o*) [ ! -e shown ] || echo '2: eth0    inet 85.86.87.195/26 scope global eth0' ;;
                *' replace '*) return 2 ;;
                'address add '*) [ ! -e shown ] && : >shown ;;
            esac
        }
        exec 3>&1
        """;
    Path inside =
        Files.writeString(
            root.resolve("inside"), old + told.split("\\|", 4)[3].replaceFirst("\\|$", "\n"));
    for (List<String> shell : Shells.withOldBash()) {
      Files.deleteIfExists(root.resolve("shown"));
      Shells.Output first = Shells.run(shell, inside, root);
      Shells.Output second = Shells.run(shell, inside, root);
      assertThat(List.of(first.exit(), second.exit())).as(shell + first.err()).containsOnly(0);
      assertThat(first.out()).contains("address add 85.86.87.195/26 dev eth0\n");
      assertThat(second.out()).doesNotContain("address add").contains("-4 route add default via");
    }
  }

  @Test
  void an_inside_that_hangs_does_not_hold_a_start_for_ever_on_a_node_without_timeout()
      throws IOException, InterruptedException {
    Path root = directory.resolve("hangs");
    List<String> lines = List.of("bridge vzbr0", "without timeout", "value vz_exec_seconds=1");
    HookNode node = HookNode.in(root, lines);
    Files.copy(FOLDERS.resolve("one-bridged-interface/101.conf"), root.resolve("101.conf"));
    Files.writeString(root.resolve("bin/vzctl"), "#!/bin/sh\nexec sleep 15\n");
    Path script = node.script("vznetcfg.custom.ftl");
    for (List<String> shell :
        List.of(List.of("dash"), List.of("bash"), List.of("bash", "--posix"))) {
      Shells.Output output = node.run(shell, script, INIT);
      assertThat(output.exit()).isZero();
      assertThat(output.err())
          .isEqualTo(
              "vznetcfg.custom: CT 101, veth101.0: eth0 could not be configured inside the container\n");
    }
  }

  @Test
  void a_mount_hook_ends_at_once_and_routes_in_the_background()
      throws IOException, InterruptedException {
    HookNode node =
        HookNode.in(
            directory.resolve("mount"),
            List.of(
                "proc ipv4/conf/veth101.0/proxy_arp",
                "proc ipv4/conf/eth9/proxy_arp",
                "value ve_uplink=eth9"));
    Path script = node.script("ve.mount.ftl");
    String text = Files.readString(script).replace("    sleep 1\n", "    slept\n");
    Path done = directory.resolve("mount/done");
    assertThat(Shells.run(List.of("mkfifo", done.toString()), directory).exit()).isZero();
    String slept = "slept() { [ \"$times\" -lt 2 ] || echo twice >" + done + "; }\n";
    Files.writeString(script, slept + text);
    for (List<String> shell : Shells.withOldBash()) {
      // The background waits for a reader of 'done'; so 'cat' ends only if it has closed the pipe.
      List<String> piped = new ArrayList<>(List.of("timeout", "10", "dash", "-c"));
      piped.addAll(List.of("\"$@\" 2>&1 3>&1 9>&1 | cat", "dash"));
      piped.addAll(shell);
      assertThat(node.run(piped, script, List.of())).isEqualTo(new Shells.Output(0, "", ""));
      assertThat(Shells.run(List.of("timeout", "10", "cat", done.toString()), directory).out())
          .isEqualTo("twice\n");
      assertThat(node.done())
          .isEqualTo(
              """
              ip|link|show|dev|veth101.0|
              ip|link|set|dev|veth101.0|up|
              ip|-4|route|replace|10.0.0.1|dev|veth101.0|
              ip|-6|route|replace|2001:db8::1|dev|veth101.0|
              """
                      .repeat(2)
                  + "proc ipv4/conf/veth101.0/proxy_arp = 1\n"
                  + "proc ipv4/conf/eth9/proxy_arp = 1\n");
    }
  }

  @Test
  void a_mount_hook_does_not_wait_for_ever_for_an_interface()
      throws IOException, InterruptedException {
    HookNode node =
        HookNode.in(
            directory.resolve("never"),
            List.of("value ve_wait_seconds=3", "answer 1 ip link show dev veth101.0"));
    Path script = node.script("ve.mount.ftl");
    String text = Files.readString(script).replace("    sleep 1\n", "    :\n");
    // In the foreground, to be able to wait for it.
    Files.writeString(script, text.replace(" 9>&- &\n", " 9>&-\n"));
    assertThat(node.run(List.of("dash"), script, List.of()).exit()).isZero();
    assertThat(node.done()).isEqualTo("ip|link|show|dev|veth101.0|\n".repeat(3));
  }
}
