package dev.bascule.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody logs in over SSH and takes a port off a bridge by sudo, somebody else edits a file: one
 * drift check finds both, tells apart what runs and what a boot brings, and says who it was.
 */
class DriftWhoLabTest {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

  @Nested
  @LabTest(nodes = 1)
  class Light {
    @Test
    void both_are_found_with_layer_and_who(Lab lab, @TempDir Path home) throws IOException {
      lab.node(1).shell("busybox syslogd");
      tell(lab, home);
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.OLD)
  class Old {
    @Test
    void both_are_found_with_layer_and_who(Lab lab, @TempDir Path home) throws IOException {
      lab.node(1).shell("busybox syslogd -O /var/log/secure");
      tell(lab, home);
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.SYSTEMD)
  class Systemd {
    @Test
    void both_are_found_with_layer_and_who(Lab lab, @TempDir Path home) throws IOException {
      tell(lab, home);
    }
  }

  private static void tell(Lab lab, Path home) throws IOException {
    LabNode node = lab.node(1);
    node.shell("ip link add d0 type veth peer name d1; ip link set d0 up");
    Path playbook =
        Files.writeString(
            home.resolve("site.yml"),
            """
            - hosts: all
              safe_apply: {stable: 2s}
              tasks:
                - bridge: {name: br7, ports: [d0], persist: false}
                - copy: {content: "hello\\n", dest: /etc/motd}
            """);
    expect(0, lab, home, "apply", "--yes", playbook.toString());
    expect(0, lab, home, "drift", playbook.toString());

    ssh(lab, node, "deploy", "sudo brctl delif br7 d0; sudo brctl show br7");
    // A session that is over when the check begins, and open when the file changes.
    ssh(lab, node, "root", "echo mine >>/etc/motd");
    CommandResult drift = expect(2, lab, home, "drift", playbook.toString());

    assertThat(drift.out())
        .containsPattern("now, in what runs:\n.*\n +update bridge br7 .*\n +ports: d0\n")
        .containsPattern("in its files, for the next boot:\n.*\n +update /etc/motd\n")
        .containsPattern(
            "  bridge br7\n    since .*\n    who: root from [0-9.]+ by sudo \\(deploy\\)"
                + " '\\S*/brctl delif br7 d0', 20..-..-.. ..:..\n")
        .containsPattern(
            "  /etc/motd\n    since .*\n    changed 20..-..-.. ..:..; logged in then: .*root from [0-9.]+");

    String silent = expect(2, lab, home, "drift", "--no-who", playbook.toString()).out();
    assertThat(silent).contains("update bridge br7").doesNotContain("who:", "logged in");
    String json = expect(2, lab, home, "drift", "-o", "json", playbook.toString()).out();
    assertThat(json)
        .contains("\"target\":\"bridge br7\",\"layer\":\"runtime\"")
        .contains("\"target\":\"/etc/motd\",\"layer\":\"persistent\"")
        .contains("\"guess\":false", "\"by\":\"deploy\"", "\"guess\":true");
  }

  private static void ssh(Lab lab, LabNode node, String user, String command) {
    String at = user + "@" + node.address();
    lab.controller("ssh", "-F", lab.sshConfig().toString(), at, command).orThrow();
  }

  private static CommandResult expect(int exit, Lab lab, Path home, String... command) {
    Stream<String> program =
        Stream.of("env", "HOME=" + home, CHECKOUT.resolve("bin/bascule").toString());
    Stream<String> inventory = Stream.of("-i", lab.inventory().toString());
    List<String> words =
        Stream.of(program, Stream.of(command), inventory).flatMap(part -> part).toList();
    CommandResult result = lab.controller(words.toArray(String[]::new));
    assertThat(result.exit()).as(result.toString()).isEqualTo(exit);
    return result;
  }
}
