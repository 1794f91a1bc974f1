package dev.bascule.container.lxc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LxcMatchTest {
  private static final LxcPlace WEB = new LxcPlace("web", LxcPlace.USUAL);
  private static final String LAN =
      """
      lxc.net.0.type = veth
      lxc.net.0.link = br0
      lxc.net.0.flags = up
      lxc.net.0.name = lan0
      lxc.net.0.hwaddr = 00:16:3e:aa:aa:aa
      lxc.net.0.script.up = /etc/lxc/up
      lxc.net.0.mtu = 1400
      """;

  // "veth", "veth lan0", "phys eth2", "phys eth2 lan0"
  private static LxcInterface wish(String text) {
    String[] words = text.split(" ", -1);
    boolean card = words[0].equals("phys");
    int name = card ? 2 : 1;
    return new LxcInterface(
        LxcType.valueOf(words[0].toUpperCase(Locale.ROOT)),
        words.length > name ? new InterfaceName(words[name]) : null,
        card ? new InterfaceName(words[1]) : null,
        null,
        null,
        card ? null : new MacAddress("00:16:3e:00:00:01"),
        null,
        null,
        null,
        null,
        List.of());
  }

  private static List<LxcInterface> wishes(String text) {
    List<LxcInterface> all = new ArrayList<>();
    for (String each : text.split(", ", -1)) {
      all.add(wish(each));
    }
    return all;
  }

  private static List<LxcNetwork> networks(String text) {
    return wishes(text).stream().map(each -> LxcWish.of(each, null)).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "veth                 | veth lan0                | 0",
        "veth                 | macvlan, veth lan0       | 1",
        "veth, veth           | veth lan0, veth          | 0 1",
        "veth, veth           | veth lan0                | 0 -1",
        "veth, veth lan0      | veth lan0, veth          | 1 0",
        "veth, veth eth0      | veth lan0, veth eth0     | 0 1",
        "veth eth0            | veth lan0                | -1",
        "veth eth1            | veth, veth               | 1",
        "macvlan, veth        | veth lan0, macvlan       | 1 0",
        "phys eth2            | phys eth2 lan0           | 0",
        "phys eth3            | phys eth2 lan0           | 0",
        "phys eth3, phys eth2 | phys eth2, phys eth3     | 1 0",
        "phys eth3, phys eth2 | phys eth2, phys eth4     | 1 0",
        "empty, empty         | empty                    | 0 -1"
      })
  void each_interface_continues_one_network(String wanted, String there, String places) {
    List<Integer> from = LxcMatch.of(wishes(wanted), networks(there));
    assertThat(from.stream().map(Object::toString).reduce((a, b) -> a + " " + b)).contains(places);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "veth, veth           | veth lan0",
        "veth, veth, veth     | veth lan0",
        "veth, veth lan0      | veth lan0, veth",
        "macvlan, veth        | veth lan0, macvlan",
        "phys eth3, veth      | veth lan0, phys eth2 eth0"
      })
  void what_was_written_once_is_found_again(String wanted, String there) {
    List<LxcInterface> wishes = wishes(wanted);
    List<LxcNetwork> written = made(wishes, networks(there));
    assertThat(made(wishes, written)).isEqualTo(written);
  }

  private static List<LxcNetwork> made(List<LxcInterface> wishes, List<LxcNetwork> there) {
    List<Integer> from = LxcMatch.of(wishes, there);
    List<LxcNetwork> made = new ArrayList<>();
    for (int i = 0; i < wishes.size(); i++) {
      @Nullable LxcNetwork one = from.get(i) < 0 ? null : there.get(from.get(i));
      made.add(LxcWish.of(wishes.get(i), one));
    }
    return made;
  }

  @Test
  void an_interface_whose_name_is_not_said_keeps_its_name_its_mac_and_its_script() {
    LxcInterface veth =
        new LxcInterface(
            LxcType.VETH,
            null,
            new InterfaceName("br0"),
            null,
            null,
            new MacAddress("00:16:3e:00:00:01"),
            null,
            null,
            null,
            null,
            List.of());
    SeenLxc seen = new SeenLxc(WEB, LAN, "STOPPED", null, null, false, null, "0", false);
    LxcDifference.Steps all =
        (LxcDifference.Steps)
            LxcDifferences.between(
                new LxcContainer(WEB, List.of(veth), false),
                new SeenLxcs("5.0.2", Map.of(WEB, seen)));
    assertThat(all.steps()).isEmpty();
  }
}
