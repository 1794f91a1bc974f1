package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power is cut between two renames of a confirmation that has several files: the node boots
 * with its addresses and its way out all the same, and the next contact puts the rest in place. A
 * node for each number of renames that were done.
 */
class RenamesLabTest {
  /**
   * For mv and rm: before a rename or removal too many this stops, says so, and waits for the cut.
   * What is removed below a name of the program's own is none: it is made to see whether a file can
   * be replaced.
   */
  private static final String TOOL =
      """
      #!/bin/sh
      case "${0##*/} $*" in
        rm*/.bascule-*) ;;
        *" /etc/"*)
          if [ "$(wc -l </var/lib/lab-renames)" -ge PLACE ]; then
            : >/var/lib/lab-cut
            sleep 1000
          fi
          printf '%s\\n' "$*" >>/var/lib/lab-renames
          ;;
      esac
      exec "/bin/${0##*/}" "$@"
      """;

  private static final String FILES =
      "for f in /etc/systemd/network/* /etc/network/interfaces /etc/network/interfaces.d/*; do"
          + " [ ! -f $f ] || { echo == $f; cat $f; }; done";

  /** By its name the bridge comes behind its port. */
  @Nested
  @LabTest(nodes = 2, flavour = Flavour.NETPLAN, topology = "networkd")
  class Networkd extends Cut {
    Networkd(Lab lab) {
      super(lab, "vmbr0");
    }

    @Test
    void whatever_was_renamed_on_the_way_the_node_boots_with_its_addresses() {
      onEach(
          (node, renames) -> {
            String before = node.shell(FILES);
            cut(node, renames);
            assertThat(node.shell(FILES)).contains("vmbr0");
            cut(node, renames, "--reverse");
            assertThat(node.shell(FILES)).isEqualTo(before);
          });
    }
  }

  /** All of a link is in one file; another one has the bridge as it was, without ports. */
  @Nested
  @LabTest(nodes = 1)
  class Ifupdown extends Cut {
    Ifupdown(Lab lab) {
      super(lab, "br0");
    }

    @Test
    void a_bridge_that_two_files_have_is_made_once() {
      onEach(
          (node, renames) -> {
            node.shell(
                """
                cd /etc/network && mkdir -p interfaces.d
                sed -n '/eth0/,$p' interfaces >interfaces.d/10-eth0
                printf '%s\n' 'auto lo' 'iface lo inet loopback' 'source interfaces.d/*' >interfaces
                printf '%s\n' 'auto br0' 'iface br0 inet manual' '    bridge_ports none' \
                  >interfaces.d/20-br0
                """);
            node.reboot();
            cut(node, renames);
          });
    }
  }

  abstract static class Cut {
    private static final Duration SOON = Duration.ofSeconds(90);
    private final Lab lab;
    private final String bridge;
    @TempDir Path home;

    Cut(Lab lab, String bridge) {
      this.lab = lab;
      this.bridge = bridge;
    }

    /** What is done with a node. */
    interface Work {
      void on(LabNode node, int renames) throws Exception;
    }

    /** On each node at the same time, with one rename on the first, two on the second. */
    final void onEach(Work work) {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int place = 1; place <= lab.nodes().size(); place++) {
        int renames = place;
        LabNode node = lab.node(place);
        all.add(
            CompletableFuture.runAsync(
                () -> {
                  try {
                    work.on(node, renames);
                  } catch (Exception failure) {
                    throw new AssertionError(node.name(), failure);
                  }
                }));
      }
      all.forEach(CompletableFuture::join);
    }

    final void cut(LabNode node, int renames, String... more) throws Exception {
      Path its = Files.createDirectories(home.resolve(node.name()));
      node.shell(
          ": >/var/lib/lab-renames; rm -f /var/lib/lab-cut; cat >/usr/local/sbin/mv <<'END'\n"
              + TOOL.replace("PLACE", "" + renames)
              + "END\nchmod 755 /usr/local/sbin/mv; cp -a /usr/local/sbin/mv /usr/local/sbin/rm");
      Controller controller = new Controller(its);
      CompletableFuture<Void> strike =
          CompletableFuture.runAsync(
              () -> {
                Await.until(
                    node.name() + " has made " + renames + " renames",
                    SOON,
                    () -> Files.exists(node.disk("/var/lib/lab-cut")));
                controller.kill();
                node.powerOff();
              });
      controller.run(words("convert", node, its, more));
      strike.join();
      node.powerOn(); // it answers, or this fails
      node.shell("/bin/rm /usr/local/sbin/mv /usr/local/sbin/rm");
      String done = node.shell("cat /var/lib/lab-renames");
      assertThat(done.lines()).as(done).hasSize(renames);
      assertThat(node.ssh("ping -c 3 -W 2 10.66.0.1").out())
          .as(node.shell(FILES + "; ip address; ip route"))
          .contains(" 0% packet loss");
      CommandResult status = lab.controller(line("status", node, its));
      assertThat(status.out()).as(status.toString()).contains("confirmed");
      node.reboot();
      CommandResult again =
          lab.controller(words("convert", node, its, more).toArray(new String[0]));
      assertThat(again.out()).as(again.toString()).contains("1 in sync");
    }

    private String[] line(String command, LabNode node, Path its) {
      return bascule(command, node, its).toArray(new String[0]);
    }

    private List<String> words(String command, LabNode node, Path its, String... more) {
      List<String> words = bascule(command, node, its);
      words.addAll(List.of("--bridge", bridge, "--stable", "1s", "--yes"));
      words.addAll(List.of(more));
      return words;
    }

    private List<String> bascule(String command, LabNode node, Path its) {
      Path program = Path.of("").toAbsolutePath().getParent().resolve("bin/bascule");
      List<String> words = new ArrayList<>(List.of("env", "HOME=" + its, program.toString()));
      words.addAll(List.of(command, "root@" + node.address()));
      words.addAll(List.of("--known-hosts", lab.knownHosts().toString()));
      words.addAll(List.of("--private-key", lab.key().toString()));
      return words;
    }
  }
}
