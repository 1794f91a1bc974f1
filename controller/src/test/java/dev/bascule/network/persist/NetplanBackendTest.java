package dev.bascule.network.persist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.network.persist.netplan.NetplanBackend;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What netplan's files say before and after. */
class NetplanBackendTest {
  private static final String PATH = "/etc/netplan/01-lab.yaml";
  private static final String PLAIN =
      """
      # The lab's network.
      network:
        version: 2
        renderer: networkd
        ethernets:
          # the only card
          eth0:
            match: {macaddress: "52:54:00:12:34:56"}
            addresses: [10.0.0.5/24] # ours
            routes:
              - to: default
                via: 10.0.0.1
            nameservers:
              addresses: [10.0.0.2]
          eth1: {dhcp4: true}
      """;

  private static NodeFiles files(String text) {
    return Bridged.files("netplan", Map.of(PATH, text));
  }

  private static Edits edit(NodeFiles files, PersistRequest request) {
    return new NetplanBackend().edit(files, request);
  }

  @Test
  void the_bridge_takes_over_what_is_spoken_over_the_card_and_comments_stay() {
    Edits edits = edit(files(PLAIN), Bridged.there("10.0.0.5/24"));

    assertThat(Bridged.shown(edits))
        .isEqualTo(
            "== "
                + PATH
                + "\n"
                + """
                # The lab's network.
                network:
                  version: 2
                  renderer: networkd
                  ethernets:
                    # the only card
                    eth0:
                      match: {macaddress: "52:54:00:12:34:56"}
                    eth1: {dhcp4: true}
                  bridges:
                    br0:
                      addresses: [10.0.0.5/24] # ours
                      routes:
                        - to: default
                          via: 10.0.0.1
                      nameservers:
                        addresses: [10.0.0.2]
                      interfaces: [eth0]
                      macaddress: "52:54:00:12:34:56"
                      parameters: {stp: false, forward-delay: 0}
                """);
  }

  @Test
  void a_file_that_says_it_already_is_left() {
    NodeFiles after = Bridged.after(files(PLAIN), edit(files(PLAIN), Bridged.there("10.0.0.5/24")));

    assertThat(Bridged.shown(edit(after, Bridged.there("10.0.0.5/24")))).isEmpty();
  }

  @Test
  void an_address_with_options_is_found_and_its_label_follows_the_links_name() {
    NodeFiles labelled =
        files(
            """
            network:
              ethernets:
                eth0:
                  addresses:
                    - 10.0.0.5/24
                    - "10.0.0.6/24": # the second one
                        label: "eth0:1"
                    - 10.0.0.7/24: {lifetime: 0}
            """);

    String shown =
        Bridged.shown(edit(labelled, Bridged.there("10.0.0.5/24", "10.0.0.6/24", "10.0.0.7/24")));

    assertThat(shown)
        .contains("label: \"br0:1\"")
        .contains("lifetime: 0}\n      interfaces: [eth0]");
  }

  @Test
  void taken_apart_the_card_has_it_all_again() {
    NodeFiles after = Bridged.after(files(PLAIN), edit(files(PLAIN), Bridged.there("10.0.0.5/24")));
    NodeFiles back = Bridged.after(after, edit(after, Bridged.back("10.0.0.5/24")));

    assertThat(back.content()).isEqualTo(files(PLAIN).content());
  }

  @Test
  void an_address_that_was_only_there_at_run_time_is_written_too() {
    Edits edits = edit(files(PLAIN), Bridged.there("10.0.0.5/24", "10.0.0.6/24", "fd00::5/64"));

    assertThat(Bridged.shown(edits))
        .contains("addresses: [10.0.0.5/24, 10.0.0.6/24, \"fd00::5/64\"] # ours");
  }

  @Test
  void a_card_without_anything_left_is_an_empty_mapping() {
    String text =
        """
        network:
          ethernets:
            eth0:
              dhcp4: true
        """;
    Edits edits = edit(files(text), Bridged.there());

    assertThat(Bridged.shown(edits))
        .contains("    eth0: {}\n")
        .contains("    br0:\n      dhcp4: true\n");
  }

  @Test
  void braces_are_refused_with_the_line() {
    String text = "network:\n  ethernets:\n    eth0: {addresses: [10.0.0.5/24]}\n";

    assertThat(Bridged.shown(edit(files(text), Bridged.there("10.0.0.5/24"))))
        .isEqualTo(PATH + ":3: eth0 is written in braces\n");
  }

  @Test
  void a_second_description_is_refused_with_its_line() {
    NodeFiles files = Bridged.files("netplan", Map.of(PATH, PLAIN, "/etc/netplan/02.yaml", PLAIN));

    assertThat(Bridged.shown(edit(files, Bridged.there("10.0.0.5/24"))))
        .isEqualTo("/etc/netplan/02.yaml:7: eth0 is described a second time\n");
  }
}
