package dev.bascule.container;

import static dev.bascule.container.Containers.ETH0;
import static dev.bascule.container.Containers.ID;
import static dev.bascule.container.Containers.NETIF;
import static dev.bascule.container.Containers.node;
import static dev.bascule.container.Containers.stopped;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnSettingsTest {
  private static final String OTHER = "ifname=eth9,mac=00:18:51:00:00:09";
  private static final Optional<String> NONE = Optional.empty();

  @Test
  void the_only_interface_has_settings_without_a_name() {
    assertThat(lines(true, Map.of("NETIF", NETIF)))
        .containsEntry("VETH_IP_ADDRESS", Optional.of("192.0.2.7/24"))
        .doesNotContainKey("VETH_IP_ADDRESS_eth0");
  }

  @Test
  void beside_an_interface_that_is_not_listed_they_have_a_name_and_the_others_stay() {
    assertThat(lines(true, Map.of("NETIF", OTHER, "VETH_IP_ADDRESS", "198.51.100.9/24")))
        .containsEntry("VETH_IP_ADDRESS_eth0", Optional.of("192.0.2.7/24"))
        .containsEntry("CONFIG_CUSTOMIZED", Optional.of("yes"))
        .doesNotContainKeys("VETH_IP_ADDRESS", "BRIDGEDEV");
  }

  @Test
  void those_without_a_name_that_were_its_own_go_when_another_interface_appears() {
    assertThat(lines(true, Map.of("NETIF", NETIF + ";" + OTHER, "VETH_IP_ADDRESS", "192.0.2.7/24")))
        .containsEntry("VETH_IP_ADDRESS_eth0", Optional.of("192.0.2.7/24"))
        .containsEntry("VETH_IP_ADDRESS", NONE)
        .containsEntry("BRIDGEDEV", NONE);
  }

  @Test
  void those_without_a_name_are_the_first_interfaces_own_whatever_they_say() {
    Map<String, String> conf =
        Map.of(
            "NETIF",
            NETIF + ";" + OTHER,
            "VETH_IP_ADDRESS",
            "192.0.2.99",
            "VE_DEFAULT_GATEWAY",
            "192.0.2.1",
            "BRIDGEDEV",
            "br9");
    for (boolean present : List.of(true, false)) {
      assertThat(lines(present, conf))
          .containsEntry("VETH_IP_ADDRESS", NONE)
          .containsEntry("VE_DEFAULT_GATEWAY", NONE)
          // A bridge without a name is that of all.
          .doesNotContainKeys("BRIDGEDEV", "BRIDGEDEV_eth0");
    }
  }

  @Test
  void a_routed_interface_does_not_take_the_bridge_of_all_others() {
    Map<String, String> conf = new HashMap<>(Map.of("NETIF", OTHER, "BRIDGEDEV", "br9"));
    assertThat(OwnSettings.of(routed(true), stopped(conf)))
        .containsEntry("BRIDGEDEV_eth0", Optional.of("-"))
        .doesNotContainKey("BRIDGEDEV");
    conf.put("BRIDGEDEV_eth0", "-");
    assertThat(OwnSettings.of(routed(false), stopped(conf)))
        .containsEntry("BRIDGEDEV_eth0", NONE)
        .doesNotContainKey("BRIDGEDEV");
  }

  private static Container routed(boolean present) {
    Container bridged = wanted("eth0", present);
    Map<String, Optional<String>> settings = new LinkedHashMap<>(bridged.settings());
    settings.remove("BRIDGEDEV");
    Veth veth = Containers.like(null, ETH0.addresses(), List.of(), null, InsideBy.SCRIPT);
    return new Container(ID, present, List.of(veth), null, null, null, settings);
  }

  @Test
  void those_with_a_name_go_once_it_is_the_only_interface() {
    assertThat(lines(true, Map.of("NETIF", NETIF, "VETH_IP_ADDRESS_eth0", "192.0.2.7/24")))
        .containsEntry("VETH_IP_ADDRESS", Optional.of("192.0.2.7/24"))
        .containsEntry("VETH_IP_ADDRESS_eth0", NONE);
  }

  @Test
  void what_is_taken_away_leaves_the_settings_of_others() {
    Map<String, String> conf = new HashMap<>();
    conf.put("NETIF", OTHER + ";" + NETIF);
    conf.put("VETH_IP_ADDRESS_eth0", "192.0.2.7/24");
    assertThat(lines(false, conf))
        .containsEntry("VETH_IP_ADDRESS_eth0", NONE)
        .containsEntry("CONFIG_CUSTOMIZED", NONE)
        .doesNotContainKey("VETH_IP_ADDRESS");

    conf.put("VETH_IP_ADDRESS", "198.51.100.9/24");
    assertThat(lines(false, conf)).doesNotContainKeys("VETH_IP_ADDRESS", "CONFIG_CUSTOMIZED");
  }

  @Test
  void a_name_that_cannot_stand_in_a_setting_is_refused_beside_interfaces_that_are_not_listed() {
    for (String name : List.of("lan-1", "eth0.1")) {
      String mine = NETIF.replace("ifname=eth0", "ifname=" + name);
      assertThat(refused(name, true, mine + ";" + OTHER))
          .isEqualTo(
              "container 101 has interfaces that are not listed, and '"
                  + name
                  + "' cannot stand in the name of a setting beside theirs");
      assertThat(refused(name, true, mine)).isEmpty();
      assertThat(refused(name, false, mine + ";" + OTHER)).isEmpty();
    }
  }

  @Test
  void what_is_taken_away_under_such_a_name_leaves_the_settings_of_others() {
    String netif = OTHER + ";" + NETIF.replace("ifname=eth0", "ifname=lan-1");
    Map<String, String> conf = Map.of("NETIF", netif, "VETH_IP_ADDRESS", "198.51.100.9/24");
    assertThat(OwnSettings.of(wanted("lan-1", false), stopped(conf))).isEmpty();
  }

  private static String refused(String name, boolean present, String netif) {
    ContainerDifference difference =
        ContainerDifferences.between(
            wanted(name, present), node(stopped(Map.of("NETIF", netif, "A", "1"))));
    return difference instanceof ContainerDifference.Impossible it ? it.message() : "";
  }

  private static Map<String, Optional<String>> lines(boolean present, Map<String, String> conf) {
    return OwnSettings.of(wanted("eth0", present), stopped(conf));
  }

  private static Container wanted(String name, boolean present) {
    Map<String, Optional<String>> settings = new LinkedHashMap<>();
    settings.put("CONFIG_CUSTOMIZED", Optional.of("yes"));
    settings.put("VETH_IP_ADDRESS", Optional.of("192.0.2.7/24"));
    settings.put("BRIDGEDEV", Optional.of("br0"));
    Veth veth = Containers.named(name, ETH0);
    return new Container(ID, present, List.of(veth), null, null, null, settings);
  }
}
