package dev.bascule.container.lxc;

import dev.bascule.container.Inside;
import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Containers, as they are wanted and seen, for tests. */
final class Lxcs {
  private Lxcs() {}

  static final LxcPlace WEB = new LxcPlace("web", LxcPlace.USUAL);
  static final MacAddress NEW = new MacAddress("00:16:3e:00:00:01");
  static final String FILE =
      """
      lxc.uts.name = web
      lxc.net.0.type = veth
      lxc.net.0.link = br0
      lxc.net.0.flags = up
      lxc.net.0.hwaddr = 00:16:3e:00:00:01
      lxc.net.0.ipv4.address = 10.0.0.2/24 10.0.0.255
      lxc.net.0.ipv4.gateway = 10.0.0.1
      """;

  static final String SHOWN = "lxc.environment = PASSWORD=…\nlxc.environment.runtime = A=…\n";

  static LxcInterface veth(String bridge, String address, String gateway) {
    return new LxcInterface(
        LxcType.VETH,
        null,
        new InterfaceName(bridge),
        null,
        null,
        NEW,
        null,
        null,
        null,
        List.of(Cidr.of(address)),
        List.of(IpAddress.of(gateway)));
  }

  static LxcInterface of(
      LxcType type, @Nullable String link, @Nullable Integer vlan, @Nullable String mode) {
    return new LxcInterface(
        type,
        null,
        link == null ? null : new InterfaceName(link),
        null,
        null,
        type == LxcType.MACVLAN ? NEW : null,
        null,
        vlan,
        mode,
        null,
        List.of());
  }

  static LxcContainer wanted(LxcInterface... all) {
    return new LxcContainer(WEB, List.of(all), false);
  }

  static SeenLxcs node(@Nullable String file, String state, SeenLxc.@Nullable Live live) {
    return new SeenLxcs(
        "5.0.2", Map.of(WEB, new SeenLxc(WEB, file, state, null, live, false, null, "0", false)));
  }

  static SeenLxcs stopped(String file) {
    return node(file, "STOPPED", null);
  }

  static SeenLxc.Live live(String address) {
    Inside.Device eth0 = new Inside.Device("eth0", NEW, true, List.of(Cidr.of(address)));
    Inside inside =
        new Inside(
            List.of(eth0),
            List.of(new Inside.Way("default", IpAddress.of("10.0.0.1"), "eth0")),
            Map.of());
    return new SeenLxc.Live(
        inside,
        Map.of("eth0", "veth"),
        Map.of("eth0", "vethABC"),
        Map.of("eth0", 1500),
        Map.of(),
        Set.of());
  }

  static LxcDifference.Steps steps(LxcContainer wanted, SeenLxcs node) {
    return (LxcDifference.Steps) LxcDifferences.between(wanted, node);
  }

  static String file(LxcContainer wanted, SeenLxcs node) {
    return ((ChangeLxcConfig) steps(wanted, node).steps().get(0)).to();
  }

  static String impossible(LxcContainer wanted, SeenLxcs node) {
    LxcDifference.Impossible it = (LxcDifference.Impossible) LxcDifferences.between(wanted, node);
    return it.message() + " / " + it.hint();
  }
}
