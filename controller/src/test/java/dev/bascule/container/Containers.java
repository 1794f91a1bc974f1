package dev.bascule.container;

import dev.bascule.container.SeenContainer.Status;
import dev.bascule.model.Cidr;
import dev.bascule.model.ContainerId;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Containers for tests: CT 101 with one bridged interface. */
final class Containers {
  static final ContainerId ID = new ContainerId("101");
  static final String MAC = "00:18:51:aa:bb:cc";
  static final String NETIF =
      "ifname=eth0,bridge=br0,mac=00:18:51:AA:BB:CC,host_ifname=veth101.0,host_mac=FE:FF:FF:FF:FF:FF";
  static final Veth ETH0 =
      new Veth(
          new InterfaceName("eth0"),
          true,
          new MacAddress(MAC),
          Veth.Kept.NONE,
          new InterfaceName("veth101.0"),
          Veth.BRIDGED,
          new InterfaceName("br0"),
          null,
          null,
          List.of(Cidr.of("192.0.2.7/24")),
          List.of(IpAddress.of("192.0.2.1")),
          null,
          InsideBy.SCRIPT);

  private Containers() {}

  /** The same on the same ends, but for these. */
  static Veth like(
      @Nullable InterfaceName bridge,
      @Nullable List<Cidr> addresses,
      List<IpAddress> gateways,
      @Nullable IpAddress nodeAddress,
      InsideBy inside) {
    return new Veth(
        ETH0.name(),
        true,
        ETH0.mac(),
        Veth.Kept.NONE,
        ETH0.host(),
        ETH0.hostMac(),
        bridge,
        null,
        null,
        addresses,
        gateways,
        nodeAddress,
        inside);
  }

  static Veth named(String name, Veth veth) {
    return new Veth(
        new InterfaceName(name),
        veth.present(),
        veth.mac(),
        Veth.Kept.NONE,
        veth.host(),
        veth.hostMac(),
        veth.bridge(),
        veth.vlan(),
        veth.macFilter(),
        veth.addresses(),
        veth.gateways(),
        veth.nodeAddress(),
        veth.inside());
  }

  static Container wanted(Veth... veths) {
    return new Container(ID, true, List.of(veths), null, null, null, Map.of());
  }

  static Container venet(String... addresses) {
    List<Cidr> all = List.of(addresses).stream().map(Cidr::of).toList();
    return new Container(ID, true, List.of(), all, null, null, Map.of());
  }

  static Container settings(Map<String, Optional<String>> settings) {
    return new Container(ID, true, List.of(), null, null, null, settings);
  }

  static SeenContainer stopped(Map<String, String> conf) {
    return new SeenContainer(ID, true, Status.STOPPED, conf, null, null);
  }

  static SeenContainer running(Map<String, String> conf, @Nullable Inside inside) {
    return new SeenContainer(ID, true, Status.RUNNING, conf, inside, null);
  }

  static Inside inside(String mac, List<String> addresses, Inside.Way... ways) {
    List<Cidr> all = addresses.stream().map(Cidr::of).toList();
    return new Inside(
        List.of(new Inside.Device("eth0", new MacAddress(mac), true, all)),
        List.of(ways),
        Map.of());
  }

  static Inside.Way gateway(String via) {
    return new Inside.Way("default", IpAddress.of(via), "eth0");
  }

  static SeenContainers node(SeenContainer seen) {
    return new SeenContainers("4.11.1", Map.of(seen.id(), seen));
  }
}
