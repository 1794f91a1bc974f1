package dev.bascule.network.persist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BackendsTest {
  private static final String INTERFACES = "/etc/network/interfaces";
  private static final String CARD = "auto eth0\niface eth0 inet dhcp\n";
  private static final String UNIT = "/etc/systemd/network/uplink.network";

  @Test
  void debians_file_governs_where_it_says_more_than_lo() {
    assertThat(chosen("auto", Map.of(INTERFACES, CARD, UNIT, "[Match]\n"), "ifupdown", "networkd"))
        .isEqualTo("ifupdown");
    assertThat(
            chosen(
                "auto",
                Map.of(INTERFACES, "iface lo inet loopback\n", UNIT, "[Match]\n"),
                "ifupdown",
                "networkd"))
        .isEqualTo("networkd");
  }

  @Test
  void ifcfg_files_govern_where_the_scripts_are_installed() {
    Map<String, String> files =
        Map.of("/etc/sysconfig/network-scripts/ifcfg-eth0", "DEVICE=eth0\n");
    assertThat(chosen("auto", files, "initscripts")).isEqualTo("ifcfg");
    assertThat(chosen("auto", files, "NetworkManager")).isEqualTo("none");
  }

  @Test
  void a_wish_by_name_is_followed_and_none_is_none() {
    assertThat(chosen("ifcfg", Map.of(INTERFACES, CARD), "ifupdown")).isEqualTo("ifcfg");
    assertThat(chosen("none", Map.of(INTERFACES, CARD), "ifupdown")).isEqualTo("none");
  }

  private static String chosen(String wish, Map<String, String> files, String... programs) {
    Map<AbsolutePath, FileContent> contents = new TreeMap<>();
    files.forEach((path, text) -> contents.put(new AbsolutePath(path), FileContent.of(text)));
    NodeFiles node = new NodeFiles(contents, Set.of(programs));
    return Backends.choose(node, wish).map(Backend::name).orElse("none");
  }
}
