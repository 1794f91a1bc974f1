package dev.bascule.probe.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.network.LinkOwner;
import dev.bascule.network.NodeNetwork;
import dev.bascule.probe.Frames;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which program is found to manage a link, by what each leaves behind. */
class OwnersReaderTest {
  private static final String LINKS = "== n sys\neth0/ifindex:2\neth1/ifindex:3\nbr0/ifindex:4\n";

  private static NodeNetwork read(String text) {
    return NetworkReader.read(Frames.read("==", LINKS + text + "== end\n")).orElseThrow();
  }

  private static List<String> owners(String text) {
    return read(text).owners().stream().map(OwnersReaderTest::shown).toList();
  }

  private static String shown(LinkOwner owner) {
    return owner.link() + " " + owner.program();
  }

  private static String file(String path, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return "== n sizes\n  "
        + bytes.length
        + " "
        + path
        + "\n0 /dev/null\n== n base64\n"
        + Base64.getEncoder().encodeToString(bytes)
        + "\n";
  }

  @Test
  void networkd_owns_what_it_configured_while_it_runs() {
    String notes =
        "== n owner\n"
            + "/run/systemd/netif/links/2:ADMIN_STATE=configured\n"
            + "/run/systemd/netif/links/3:ADMIN_STATE=unmanaged\n"
            + "/run/systemd/netif/links/4:ADMIN_STATE=configuring\n";
    String running = "== n process\n/lib/systemd/systemd-networkd\n\n";
    assertThat(owners(notes + running)).containsExactly("eth0 networkd", "br0 networkd");
    assertThat(owners(notes)).isEmpty();
  }

  @Test
  void network_manager_owns_what_it_says_it_manages() {
    String notes =
        "== n owner\n"
            + "/run/NetworkManager/devices/2:managed=true\n"
            + "/run/NetworkManager/devices/3:managed=false\n";
    String running = "== n process\n/usr/sbin/NetworkManager\n--no-daemon\n\n";
    assertThat(owners(notes + running)).containsExactly("eth0 NetworkManager");
    assertThat(read(running).files().programs()).contains("NetworkManager");
  }

  @Test
  void its_own_word_counts_more_than_its_notes_which_call_managed_what_it_only_looks_at() {
    String told = "== n nmcli\neth0:connected\nbr0:connected (externally)\nlo:unmanaged\n";
    String notes =
        "== n owner\n"
            + "/run/NetworkManager/devices/2:managed=true\n"
            + "/run/NetworkManager/devices/4:managed=true\n";
    String running = "== n process\n/usr/sbin/NetworkManager\n--no-daemon\n\n";
    assertThat(owners(notes + told + running)).containsExactly("eth0 NetworkManager");
    assertThat(owners(notes + running))
        .containsExactly("eth0 NetworkManager", "br0 NetworkManager");
  }

  @Test
  void where_it_leaves_no_notes_nmcli_is_asked_and_what_it_only_looks_at_is_not_its_own() {
    String told = "== n nmcli\neth0:connected\neth1:unmanaged\nbr0:connected (externally)\n";
    assertThat(owners(told)).containsExactly("eth0 NetworkManager");
  }

  @Test
  void ifupdown_owns_what_ifstate_holds_if_it_is_there_still() {
    String notes =
        "== n owner\n/run/network/ifstate:lo=lo\n/run/network/ifstate:eth1=office\n"
            + "/run/network/ifstate:eth7=eth7\n";
    assertThat(owners(notes)).containsExactly("eth1 ifupdown");
  }

  @Test
  void initscripts_own_the_device_of_an_ifcfg_file() {
    String have = "== n have\n/etc/sysconfig/network-scripts/ifup-eth\n";
    String path = "/etc/sysconfig/network-scripts/ifcfg-lan";
    assertThat(owners(have + file(path, "TYPE=Ethernet\nDEVICE=\"eth1\"\n")))
        .containsExactly("eth1 initscripts");
    String plain = "/etc/sysconfig/network-scripts/ifcfg-eth0";
    assertThat(owners(have + file(plain, "ONBOOT=yes\n"))).containsExactly("eth0 initscripts");
  }
}
