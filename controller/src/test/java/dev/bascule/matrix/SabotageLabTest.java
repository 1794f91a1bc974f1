package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Faults;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R18 and R26: the node's way back does not do what it should. */
@LabTest(nodes = 4)
class SabotageLabTest {
  /** The change is proven only where it was not made, so that the node goes back at once. */
  private static final String SITE =
      """
      - hosts: %s
        safe_apply: {stable: 1s, reboot: allowed, prove: [{command: "test ! -d /sys/class/net/br0"}]}
        tasks:
          - bridge: {name: br0, adopt: eth0}
      """;

  private final Lab lab;

  SabotageLabTest(Lab lab) {
    this.lab = lab;
  }

  @Test
  void a_way_back_whose_commands_all_fail_is_told_with_what_differs(@TempDir Path home)
      throws IOException {
    LabNode node = lab.node(1);
    Faults.on(node).arm("watch", 0, Faults.Blow.FAIL);

    CommandResult json = apply(home, node, "--output=json");
    assertThat(json.exit()).as(json.toString()).isEqualTo(5);
    assertThat(json.out())
        .contains("\"rolled_back_differs\"", "\"differences\"", "+ link br0 bridge up");

    CommandResult status = bascule(home, "status", node.name());
    assertThat(status.out())
        .contains("rolled-back-differs", "rung: the touched links anew", "+ link br0 bridge up");
  }

  @Test
  void a_wider_way_back_mends_what_the_inverse_did_not(@TempDir Path home) throws IOException {
    LabNode node = lab.node(2);
    Picture before = Picture.of(node);
    // What leads out of the bridge fails twice, in the inverse and in its second try.
    node.shell(TWICE);

    CommandResult text = apply(home, node, "--verbose");
    assertThat(text.exit()).as(text.toString()).isEqualTo(5);
    assertThat(text.out())
        .contains("rolled back", "the network is as it was before, compared line by line");
    assertThat(bascule(home, "status", node.name()).out())
        .contains("rolled-back-verified", "rung: the touched links anew");
    assertThat(before.difference(Picture.of(node))).isEmpty();
  }

  @Test
  void the_nodes_own_service_brings_it_back_when_no_way_of_ours_does(@TempDir Path home)
      throws IOException {
    LabNode node = lab.node(3);
    Picture before = Picture.of(node);
    // Whatever is to be put back is not; what is to be taken away is. Nobody reaches it then.
    Faults.on(node).forbid("watch", "replace");

    CommandResult json = apply(home, node, "--output=json");
    assertThat(json.exit()).as(json.toString()).isEqualTo(5);
    assertThat(bascule(home, "status", node.name()).out())
        .contains("rolled-back-verified", "rung: the node's own network service");
    assertThat(journal(node)).contains("rolled-back-verified 4 ");
    assertThat(before.difference(Picture.of(node))).isEmpty();
  }

  @Test
  void where_that_fails_too_it_boots_on_its_old_files(@TempDir Path home) throws IOException {
    LabNode node = lab.node(4);
    Picture before = Picture.of(node);
    String boot = node.shell(BEGUN);
    Faults.on(node).forbid("watch", "replace");
    node.shell(NO_IFUP);

    CommandResult json = apply(home, node, "--output=json");
    assertThat(json.exit()).as(json.toString()).isEqualTo(5);
    Await.until("it answers again", Duration.ofSeconds(60), () -> node.ssh("true").exit() == 0);
    assertThat(bascule(home, "status", node.name()).out())
        .contains("rolled-back-verified", "rung: a boot, as the last way back");
    assertThat(journal(node)).contains("rolled-back-verified 5 ");
    assertThat(node.shell(BEGUN)).isNotEqualTo(boot);
    assertThat(before.difference(Picture.of(node))).isEmpty();
  }

  /** When PID 1 began. */
  private static final String BEGUN = "cut -d' ' -f22 /proc/1/stat";

  /** An ifup that fails until the next boot. */
  private static final String NO_IFUP =
      """
      cat >/usr/local/sbin/ifup <<'END'
      #!/bin/sh
      [ ! -e /run/lab-fault/order ] || exit 1
      exec /sbin/ifup "$@"
      END
      chmod 755 /usr/local/sbin/ifup
      """;

  private static String journal(LabNode node) {
    return node.exec("cat", "/var/lib/bascule/journal");
  }

  /** A brctl that fails at one command of the node's own network, the first two times. */
  private static final String TWICE =
      """
      cat >/usr/local/sbin/brctl <<'END'
      #!/bin/sh
      case "$*" in
        delbr*)
          if [ "$(readlink /proc/self/ns/net)" = "$(readlink /proc/1/ns/net)" ]; then
            echo again >>/run/tries
            if [ "$(grep -c again /run/tries)" -le 2 ]; then
              echo "can't delete bridge br0: Operation not permitted" >&2
              exit 1
            fi
          fi
          ;;
      esac
      for real in /usr/sbin/brctl /sbin/brctl; do [ ! -x $real ] || exec $real "$@"; done
      END
      chmod 755 /usr/local/sbin/brctl
      """;

  private CommandResult apply(Path home, LabNode node, String option) throws IOException {
    Path site = home.resolve("site.yml");
    Files.writeString(site, SITE.formatted(node.name()));
    return bascule(home, "apply", "--yes", option, site.toString());
  }

  private CommandResult bascule(Path home, String command, String... words) throws IOException {
    Path program = Path.of("").toAbsolutePath().getParent().resolve("bin/bascule");
    List<String> all = new ArrayList<>(List.of("env", "HOME=" + home, program.toString(), command));
    all.addAll(List.of("-i", lab.inventory().toString()));
    all.addAll(List.of(words));
    return lab.controller(all.toArray(new String[0]));
  }
}
