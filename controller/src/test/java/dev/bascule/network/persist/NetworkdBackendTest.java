package dev.bascule.network.persist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.network.persist.networkd.NetworkdBackend;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What networkd's files say before and after. */
class NetworkdBackendTest {
  private static final String PATH = "/etc/systemd/network/10-eth0.network";
  private static final String PLAIN =
      """
      # the only card
      [Match]
      Name=eth0

      [Link]
      RequiredForOnline=yes

      [Network]
      # ours
      Address=10.0.0.5/24
      DNS=10.0.0.2
      VLAN=eth0.7

      [Route]
      Gateway=10.0.0.1
      """;

  private static NodeFiles files(String text) {
    return Bridged.files("systemd", Map.of(PATH, text));
  }

  private static Edits edit(NodeFiles files, PersistRequest request) {
    return new NetworkdBackend().edit(files, request);
  }

  @Test
  void the_bridge_takes_over_what_is_spoken_over_the_card() {
    Edits edits = edit(files(PLAIN), Bridged.there("10.0.0.5/24"));

    assertThat(Bridged.shown(edits))
        .isEqualTo(
            """
            == /etc/systemd/network/10-br0.network
            [Match]
            Name=br0

            [Link]
            RequiredForOnline=yes

            [Network]
            # ours
            Address=10.0.0.5/24
            DNS=10.0.0.2

            [Route]
            Gateway=10.0.0.1
            == /etc/systemd/network/10-br0.netdev
            [NetDev]
            Name=br0
            Kind=bridge
            MACAddress=52:54:00:12:34:56

            [Bridge]
            STP=no
            ForwardDelaySec=0
            == /etc/systemd/network/10-eth0.network
            # the only card
            [Match]
            Name=eth0

            [Link]
            RequiredForOnline=yes

            [Network]
            # ours
            VLAN=eth0.7
            Bridge=br0
            LinkLocalAddressing=no

            """);
  }

  @Test
  void files_that_say_it_already_are_left() {
    NodeFiles after = Bridged.after(files(PLAIN), edit(files(PLAIN), Bridged.there("10.0.0.5/24")));

    assertThat(Bridged.shown(edit(after, Bridged.there("10.0.0.5/24")))).isEmpty();
  }

  @Test
  void while_the_window_lasts_networkd_is_told_below_run_only() {
    Edits.Planned edits = (Edits.Planned) edit(files(PLAIN), Bridged.there("10.0.0.5/24"));

    assertThat(edits.volatileFiles().stream().map(edit -> edit.path().text()))
        .containsExactly(
            "/run/bascule-networkd/10-br0.network",
            "/run/bascule-networkd/10-br0.netdev",
            "/run/bascule-networkd/10-eth0.network",
            "/run/systemd/system/systemd-networkd.service.d/bascule.conf");
    assertThat(edits.volatileFiles().get(3).after())
        .isEqualTo(
            FileContent.of(
                "[Service]\nBindReadOnlyPaths=/run/bascule-networkd:/etc/systemd/network\n"));
  }

  @Test
  void a_file_that_goes_is_empty_for_networkd_while_the_window_lasts() {
    NodeFiles after = Bridged.after(files(PLAIN), edit(files(PLAIN), Bridged.there("10.0.0.5/24")));
    Edits.Planned back = (Edits.Planned) edit(after, Bridged.back("10.0.0.5/24"));

    assertThat(back.volatileFiles())
        .contains(
            new FileEdit(
                new AbsolutePath("/run/bascule-networkd/10-br0.netdev"), null, FileContent.EMPTY));
  }

  @Test
  void taken_apart_the_card_speaks_for_itself_again() {
    NodeFiles after = Bridged.after(files(PLAIN), edit(files(PLAIN), Bridged.there("10.0.0.5/24")));
    NodeFiles back = Bridged.after(after, edit(after, Bridged.back("10.0.0.5/24")));

    assertThat(back.content().keySet().stream().map(Object::toString)).containsExactly(PATH);
    // A card's own lines stay above those that come back.
    assertThat(back.content().values().iterator().next().text())
        .isEqualTo(PLAIN.replace("VLAN=eth0.7\n", "").replace("Address=", "VLAN=eth0.7\nAddress="));
  }

  @Test
  void there_and_back_a_plain_file_is_what_it_was_byte_for_byte() {
    String plain = PLAIN.replace("VLAN=eth0.7\n", "");
    NodeFiles after = Bridged.after(files(plain), edit(files(plain), Bridged.there("10.0.0.5/24")));
    NodeFiles back = Bridged.after(after, edit(after, Bridged.back("10.0.0.5/24")));

    assertThat(back.content()).isEqualTo(files(plain).content());
  }

  @Test
  void a_label_follows_the_links_name_and_comes_back() {
    NodeFiles labelled = files(PLAIN + "\n[Address]\nAddress=10.0.0.6/24\nLabel=eth0:1\n");
    NodeFiles bridged =
        Bridged.after(labelled, edit(labelled, Bridged.there("10.0.0.5/24", "10.0.0.6/24")));

    assertThat(Bridged.shown(edit(labelled, Bridged.there("10.0.0.5/24", "10.0.0.6/24"))))
        .contains("Address=10.0.0.6/24\nLabel=br0:1\n");
    assertThat(
            Bridged.after(bridged, edit(bridged, Bridged.back("10.0.0.5/24", "10.0.0.6/24")))
                .content()
                .get(new AbsolutePath(PATH)))
        .isNotNull()
        .extracting(FileContent::text)
        .asString()
        .contains("Label=eth0:1\n");
  }

  @Test
  void a_file_that_may_be_for_other_links_too_is_refused_with_the_line() {
    String text = PLAIN.replace("Name=eth0", "Name=eth*");

    assertThat(Bridged.shown(edit(files(text), Bridged.there("10.0.0.5/24"))))
        .isEqualTo(PATH + ":3: 'Name=eth*' may be for other links than eth0 too\n");
  }
}
