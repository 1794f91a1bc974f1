package dev.bascule.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The story that {@code lab/demo} tells, with its playbook, on every flavour of node, by the
 * program as installed.
 */
class StoryTest {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

  /** What the playbook manages; their inodes and times show whether something was written. */
  private static final String STAT =
      "stat -c '%n %i %Y %a' /etc/vz/conf /etc/vz/*.conf /etc/vz/conf/*.conf"
          + " /usr/local/sbin/vznetcfg.bridge /etc/sysctl.d/50-containers.conf";

  @Nested
  @LabTest(nodes = 2)
  class Light {
    @Test
    void plan_apply_drift_apply(Lab lab, @TempDir Path home) {
      tell(lab, home);
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.OLD)
  class Old {
    @Test
    void plan_apply_drift_apply(Lab lab, @TempDir Path home) {
      tell(lab, home);
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.BUSYBOX)
  class Busybox {
    @Test
    void plan_apply_drift_apply(Lab lab, @TempDir Path home) {
      tell(lab, home);
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.SYSTEMD)
  class Systemd {
    @Test
    void plan_apply_drift_apply(Lab lab, @TempDir Path home) {
      tell(lab, home);
    }
  }

  private static void tell(Lab lab, Path home) {
    LabNode node = lab.node(1);
    expect(2, lab, home, "plan");
    assertThat(node.tryExec("test", "-e", "/etc/vz").exit()).isEqualTo(1);

    expect(0, lab, home, "apply", "--yes");
    assertThat(node.exec("cat", "/etc/vz/vznet.conf")).contains("BRIDGE='vzbr0'\n");
    assertThat(node.exec("cat", "/proc/sys/net/ipv4/ip_forward")).isEqualTo("1\n");

    String before = node.shell(STAT);
    expect(0, lab, home, "plan");
    expect(0, lab, home, "apply", "--yes");
    assertThat(node.shell(STAT)).isEqualTo(before);

    node.shell("echo BRIDGE=br0 >> /etc/vz/vznet.conf");
    assertThat(expect(2, lab, home, "drift").out())
        .contains("-BRIDGE=br0", node.name() + ": drifted", "in its files, for the next boot:");

    expect(0, lab, home, "apply", "--yes");
    assertThat(node.exec("cat", "/etc/vz/vznet.conf")).doesNotContain("BRIDGE=br0");
    node.reboot();
    expect(0, lab, home, "drift");
  }

  private static CommandResult expect(int exit, Lab lab, Path home, String... command) {
    Stream<String> program =
        Stream.of("env", "HOME=" + home, CHECKOUT.resolve("bin/bascule").toString());
    Stream<String> files =
        Stream.of(
            "-i", lab.inventory().toString(), CHECKOUT.resolve("lab/demo.d/site.yml").toString());
    CommandResult result =
        lab.controller(
            Stream.of(program, Stream.of(command), files)
                .flatMap(part -> part)
                .toArray(String[]::new));
    assertThat(result.exit()).as(result.toString()).isEqualTo(exit);
    return result;
  }
}
