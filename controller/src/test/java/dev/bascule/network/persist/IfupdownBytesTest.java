package dev.bascule.network.persist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.network.persist.ifupdown.IfupdownBackend;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands around the stanzas concerned, and whatever is changed in them, it stays. */
class IfupdownBytesTest {
  private static final AbsolutePath ROOT = new AbsolutePath("/etc/network/interfaces");
  private static final String CARD =
      """
      programs ifupdown
      link eth0 52:54:00:00:00:01
      addr eth0 10.66.1.1/16
      route eth0 default via 10.66.0.1
      """;
  private static final String BRIDGE =
      """
      programs ifupdown
      link eth0 52:54:00:00:00:01
      bridge br0 52:54:00:00:00:01
      port eth0 br0
      addr br0 10.66.1.1/16
      route br0 default via 10.66.0.1
      """;
  private static final List<String> WISHES =
      List.of(
          "convert br0 eth0",
          "convert br0 eth0\naddr br0 192.0.2.5/24",
          "convert br0 eth0 stp fd 400",
          "change\naddr eth0 192.0.2.5/24\naddr eth0 fd66::9/64",
          "change\nroute eth0 10.8.0.0/16 via 10.66.0.9 metric 7",
          "change\nmtu eth0 9000",
          "drop-route eth0 default via 10.66.0.1",
          "drop-addr eth0 10.66.1.1/16");
  private static final List<String> AROUND =
      List.of(
          "# a comment about eth0 \u00e9\n",
          "   # iface eth0 inet static\n",
          "\n",
          " \t \n",
          "auto lo\n",
          "auto eth0\n",
          "allow-hotplug eth1   eth0\n",
          "iface lo inet loopback\n",
          "iface eth1 inet static\n\taddress 10.77.0.1/24\n\t  gateway\t10.77.0.254\n",
          "iface eth1 inet6 auto\n    up ip route add 10.5.0.0/16 \\\n   via 10.77.0.9\n",
          "iface br7 inet manual\n  bridge_ports none\n# in a stanza\n\n  bridge_fd 0\n",
          "mapping wlan*\n  script /bin/choose\n  map a b\n",
          "source /etc/network/interfaces.d/*\n",
          "iface eth00 inet manual\n  up echo eth0.5 up\n",
          "no-scripts lo\n");

  static IntStream seeds() {
    return IntStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void every_byte_around_the_stanza_stays(int seed) {
    Random random = new Random(seed);
    String end = random.nextInt(4) == 0 ? "\r\n" : "\n";
    String before = around(random, end);
    String stanza = ours(random).replace("\n", end);
    String after = around(random, end);
    String wish = WISHES.get(random.nextInt(WISHES.size()));

    String edited = edit(before + stanza + after, CARD + wish);

    assertThat(edited).startsWith(before).endsWith(after);
    assertThat(edited.length()).isGreaterThanOrEqualTo(before.length() + after.length());
    assertThat(edit(edited, CARD + wish)).isEqualTo(edited);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_bridge_made_and_taken_apart_leaves_no_byte_changed(int seed) {
    Random random = new Random(seed);
    String end = random.nextInt(4) == 0 ? "\r\n" : "\n";
    String auto = "auto eth0" + end;
    String original = auto + around(random, end) + ours(random) + around(random, end);

    String bridged = edit(original, CARD + "convert br0 eth0");

    assertThat(bridged).isNotEqualTo(original);
    assertThat(edit(bridged, BRIDGE + "reverse br0 eth0")).isEqualTo(original);
  }

  private static String around(Random random, String end) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(8); left > 0; left--) {
      String piece = AROUND.get(random.nextInt(AROUND.size()));
      // A backslash before a carriage return joins nothing.
      text.append(piece.contains("\\") ? piece : piece.replace("\n", end));
    }
    return text.toString();
  }

  private static String ours(Random random) {
    String indent = List.of("", "\t", "    ", " ").get(random.nextInt(4));
    List<String> lines =
        List.of(
            "iface eth0 inet static",
            indent + "address 10.66.1.1" + (random.nextBoolean() ? "/16" : ""),
            indent + "netmask 255.255.0.0",
            indent + "gateway   10.66.0.1",
            indent + "dns-nameservers 10.66.0.53");
    return String.join("\n", lines) + "\n";
  }

  private static String edit(String text, String request) {
    FileContent content = FileContent.of(text.getBytes(StandardCharsets.ISO_8859_1));
    RequestText wish = RequestText.parse(request);
    Map<AbsolutePath, FileContent> files = Map.of(ROOT, content);
    Edits edits = new IfupdownBackend().edit(new NodeFiles(files, wish.programs()), wish.request());
    assertThat(edits).isInstanceOf(Edits.Planned.class);
    FileContent after = Fixture.applied(files, (Edits.Planned) edits).get(ROOT);
    return after == null ? "" : new String(after.bytes(), StandardCharsets.ISO_8859_1);
  }
}
