package dev.bascule.container.lxc;

import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A network of a container's file as it is to be, from what is wanted and what is there. */
final class LxcWish {
  private static final int WITHOUT_BROADCAST = 31;

  private LxcNetwork network;

  private LxcWish(LxcNetwork network) {
    this.network = network;
  }

  /**
   * Makes it.
   *
   * @param there what it continues, of the same type; null for a new one
   */
  static LxcNetwork of(LxcInterface wanted, @Nullable LxcNetwork there) {
    LxcWish wish =
        new LxcWish(
            there != null ? there : new LxcNetwork(Map.of("type", List.of(wanted.type().word()))));
    wish.make(wanted);
    return wish.network;
  }

  private void make(LxcInterface wanted) {
    set("link", wanted.link());
    if (wanted.type() != LxcType.NONE && network.get("flags") == null) {
      // Any value means up; a gateway without it fails the start.
      set("flags", "up");
    }
    set("name", wanted.name());
    mac(wanted);
    set("mtu", wanted.mtu());
    if (wanted.type() == LxcType.VETH) {
      set("veth.pair", wanted.hostName());
      set("veth.vlan.id", wanted.vlan());
    } else if (wanted.type() == LxcType.VLAN) {
      set("vlan.id", wanted.vlan());
    } else if (wanted.type() == LxcType.MACVLAN) {
      set("macvlan.mode", wanted.mode());
    }
    if (wanted.addresses() != null) {
      addresses(wanted.addresses(), false);
      addresses(wanted.addresses(), true);
      gateway(wanted.gateways(), false);
      gateway(wanted.gateways(), true);
    }
  }

  private void set(String key, @Nullable Object value) {
    if (value != null && !value.toString().equals(network.get(key))) {
      network = network.with(key, List.of(value.toString()));
    }
  }

  // With x among its digits it is another one at each start.
  private void mac(LxcInterface wanted) {
    String there = network.get("hwaddr");
    if (wanted.mac() != null) {
      if (there == null || !there.equalsIgnoreCase(wanted.mac().text())) {
        set("hwaddr", wanted.mac());
      }
    } else if (there == null || there.indexOf('x') >= 0 || there.indexOf('X') >= 0) {
      set("hwaddr", wanted.newMac());
    }
  }

  private void addresses(List<Cidr> all, boolean v6) {
    List<String> words = new ArrayList<>();
    for (Cidr address : all) {
      if (address.address().isV6() == v6) {
        words.add(v6 ? address.toString() : withBroadcast(address));
      }
    }
    network = network.with(v6 ? "ipv6.address" : "ipv4.address", words);
  }

  // LXC 5.0.2 computes another one than the prefix says.
  static String withBroadcast(Cidr address) {
    if (address.prefix() >= WITHOUT_BROADCAST) {
      return address.toString();
    }
    int value = 0;
    for (String part : address.address().text().split("\\.", -1)) {
      value = value << 8 | Integer.parseInt(part);
    }
    int last = value | (address.prefix() == 0 ? -1 : (1 << (32 - address.prefix())) - 1);
    return address
        + " "
        + (last >>> 24)
        + "."
        + (last >>> 16 & 255)
        + "."
        + (last >>> 8 & 255)
        + "."
        + (last & 255);
  }

  private void gateway(List<IpAddress> all, boolean v6) {
    List<String> words =
        all.stream().filter(gateway -> gateway.isV6() == v6).map(IpAddress::text).toList();
    network = network.with(v6 ? "ipv6.gateway" : "ipv4.gateway", words);
  }
}
