package dev.bascule.container.lxc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.container.Inside;
import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a container runs with, where that is not all told, or is a card of the node. */
class LxcRunningTest {
  private static final LxcPlace WEB = new LxcPlace("web", LxcPlace.USUAL);
  private static final MacAddress NEW = new MacAddress("00:16:3e:00:00:01");
  private static final LxcInterface VETH = veth(null);
  private static final String FILE = file(wanted(VETH), stopped(""));

  private static LxcInterface veth(@Nullable List<Cidr> addresses) {
    return new LxcInterface(
        LxcType.VETH,
        null,
        new InterfaceName("br0"),
        null,
        null,
        NEW,
        null,
        null,
        null,
        addresses,
        List.of());
  }

  private static LxcContainer wanted(LxcInterface only) {
    return new LxcContainer(WEB, List.of(only), false);
  }

  private static SeenLxcs stopped(String file) {
    return new SeenLxcs(
        "5.0.2",
        Map.of(WEB, new SeenLxc(WEB, file, "STOPPED", null, null, false, null, "0", false)));
  }

  private static SeenLxcs running(String file, SeenLxc.@Nullable Live live) {
    return new SeenLxcs(
        "5.0.2",
        Map.of(WEB, new SeenLxc(WEB, file, "RUNNING", null, live, false, null, "0", false)));
  }

  private static LxcDifference.Steps steps(LxcContainer wanted, SeenLxcs node) {
    return (LxcDifference.Steps) LxcDifferences.between(wanted, node);
  }

  private static String file(LxcContainer wanted, SeenLxcs node) {
    return ((ChangeLxcConfig) steps(wanted, node).steps().get(0)).to();
  }

  private static SeenLxc.Live cards(Map<String, String> types, Set<String> nodes, String... names) {
    List<Inside.Device> devices =
        List.of(names).stream().map(name -> new Inside.Device(name, NEW, true, List.of())).toList();
    return new SeenLxc.Live(
        new Inside(devices, List.of(), Map.of()), types, Map.of(), Map.of(), Map.of(), nodes);
  }

  private static LxcInterface card(String name, String link) {
    return new LxcInterface(
        LxcType.PHYS,
        new InterfaceName(name),
        new InterfaceName(link),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of());
  }

  @Test
  void a_card_that_is_not_wanted_any_more_goes_and_what_the_container_made_itself_stays() {
    SeenLxc.Live live =
        cards(
            Map.of("eth0", "veth", "docker0", "bridge", "tun0", "tun", "veth12", "veth"),
            Set.of("eth0", "vethA"),
            "lo",
            "sit0",
            "tunl0",
            "eth0",
            "eth2",
            "docker0",
            "tun0",
            "veth12");
    LxcContainer wish = wanted(VETH);
    assertThat(steps(wish, running(FILE, live)).pending()).containsExactly("eth2 goes");
  }

  @Test
  void another_card_under_the_same_name_waits_for_a_restart_in_each_plan() {
    LxcContainer wish = wanted(card("eth0", "eth3"));
    String file = file(wish, stopped(""));
    SeenLxc.Live old = cards(Map.of(), Set.of("eth3", "lo"), "eth0");
    LxcDifference.Steps all = steps(wish, running(file, old));
    assertThat(all.steps()).isEmpty();
    assertThat(all.pending()).containsExactly("the link of eth0");
    SeenLxc.Live done = cards(Map.of(), Set.of("eth2", "lo"), "eth0");
    assertThat(steps(wish, running(file, done)).pending()).isEmpty();
  }

  @Test
  void a_card_in_the_place_of_a_pair_waits_for_a_restart() {
    SeenLxc.Live live = cards(Map.of("eth0", "veth"), Set.of("eth2"), "eth0");
    assertThat(steps(wanted(card("eth0", "eth2")), running(FILE, live)).pending())
        .containsExactly("the link of eth0");
  }

  @Test
  void where_kinds_are_not_told_none_is_called_another_one_and_addresses_change() {
    SeenLxc.Live live =
        cards(
            Map.of("lo", "?", "eth0", "?", "docker0", "?"),
            Set.of("eth0"),
            "lo",
            "eth0",
            "docker0");
    LxcDifference.Steps all =
        steps(
            wanted(veth(List.of(Cidr.of("10.0.0.2/24")))),
            running(file(wanted(veth(List.of(Cidr.of("10.0.0.2/24")))), stopped("")), live));
    assertThat(all.pending()).isEmpty();
    assertThat(all.steps()).hasSize(1).first().isInstanceOf(ChangeLxcInside.class);
  }

  @Test
  void a_running_container_that_was_not_looked_into_does_not_count_as_in_sync_in_silence() {
    LxcContainer wish = wanted(VETH);
    LxcDifference.Steps all =
        steps(
            wish,
            new SeenLxcs(
                "5.0.2",
                Map.of(
                    WEB,
                    new SeenLxc(WEB, FILE, "RUNNING", null, null, false, "no ip", "0", false))));
    assertThat(all.steps()).isEmpty();
    assertThat(all.warnings())
        .containsExactly(
            "only the file of container web is compared: it runs, and its network could not be"
                + " looked at: no ip");
    assertThat(steps(wish, running(FILE, null)).warnings().get(0)).endsWith(": no answer");
    assertThat(steps(wish, stopped(FILE)).warnings()).isEmpty();
    assertThat(
            steps(wish, running(FILE, cards(Map.of("eth0", "veth"), Set.of(), "eth0"))).warnings())
        .isEmpty();
    SeenLxc shares = new SeenLxc(WEB, FILE, "RUNNING", null, null, true, null, "0", false);
    assertThat(steps(wish, new SeenLxcs("5.0.2", Map.of(WEB, shares))).warnings()).isEmpty();
  }
}
