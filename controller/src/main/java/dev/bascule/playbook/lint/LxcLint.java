package dev.bascule.playbook.lint;

import dev.bascule.container.lxc.LxcContainer;
import dev.bascule.container.lxc.LxcInterface;
import dev.bascule.container.lxc.LxcNames;
import dev.bascule.container.lxc.LxcType;
import dev.bascule.container.proxmox.PveContainer;
import dev.bascule.container.proxmox.PveInterface;
import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.playbook.lint.Network.Held;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What two of a node's LXC containers cannot both have, or a container and its node. */
final class LxcLint {
  private record Claim(String owner, Position at) {}

  private final Problems problems;
  private final Map<String, Claim> claims = new HashMap<>();

  private LxcLint(Problems problems) {
    this.problems = problems;
  }

  static void check(Network network, Problems problems) {
    LxcLint lint = new LxcLint(problems);
    network.addresses.forEach(lint::ofNode);
    for (Wish wish : network.wishes) {
      if (wish.resource() instanceof PveContainer container && !wish.shared()) {
        container.interfaces().forEach(each -> lint.proxmox(wish, container, each));
      }
      if (wish.resource() instanceof LxcContainer container && container.interfaces() != null) {
        List<String> names = LxcNames.of(container.interfaces());
        for (int i = 0; i < names.size(); i++) {
          String owner = "'" + names.get(i) + "' of container " + container.place();
          lint.one(wish, container.interfaces().get(i), owner);
        }
      }
    }
  }

  private void ofNode(Held held) {
    if (!held.by().shared()) {
      claims.putIfAbsent(
          key(held.link(), held.address()),
          new Claim("'" + held.link() + "'", AddressLint.place(held)));
    }
  }

  // The same address is another one on another wire.
  private static String key(@Nullable InterfaceName link, Cidr address) {
    return "address " + address.address() + " on " + link;
  }

  private void one(Wish wish, LxcInterface each, String owner) {
    if (each.type() == LxcType.VLAN) {
      String vlan = "VLAN " + each.vlan() + " on " + each.link();
      claim(
          vlan,
          vlan,
          owner,
          wish.place("vlan", String.valueOf(each.vlan())),
          "several containers of a VLAN share a bridge, which lies on a vlan of the node");
    }
    if (each.hasWholeLink()) {
      claim("card " + each.link(), String.valueOf(each.link()), owner, wish, "link", each.link());
    }
    if (each.hostName() != null) {
      claim(
          "end " + each.hostName(),
          each.hostName().text(),
          owner,
          wish,
          "host_name",
          each.hostName());
    }
    if (wish.shared()) {
      return;
    }
    if (each.mac() != null) {
      claim("mac " + each.mac(), each.mac().text(), owner, wish, "mac", each.mac());
    }
    for (Cidr address : each.addresses() == null ? List.<Cidr>of() : each.addresses()) {
      String text = address.address().text();
      claim(key(each.link(), address), text, owner, wish, "addresses", address);
    }
  }

  private void proxmox(Wish wish, PveContainer container, PveInterface each) {
    String owner = "'" + each.name() + "' of container " + container.id();
    String mac = each.options().get("hwaddr");
    if (mac != null) {
      claim("mac " + mac.toLowerCase(Locale.ROOT), mac, owner, wish, "mac", mac);
    }
    for (String option : List.of("ip", "ip6")) {
      Cidr address = Cidr.parse(each.options().getOrDefault(option, "")).orElse(null);
      if (address != null) {
        InterfaceName bridge = new InterfaceName(each.options().getOrDefault("bridge", "-"));
        String text = address.address().text();
        claim(key(bridge, address), text, owner, wish, "addresses", address);
      }
    }
  }

  private void claim(
      String key, String what, String owner, Wish wish, String place, @Nullable Object value) {
    claim(key, what, owner, wish.place(place, String.valueOf(value)), null);
  }

  private void claim(String key, String what, String owner, Position at, @Nullable String remedy) {
    Claim other = claims.putIfAbsent(key, new Claim(owner, at));
    if (other != null && !other.owner().equals(owner)) {
      String where = "the other is at " + other.at();
      problems.add(
          ProblemCode.CLAIMED_TWICE,
          at,
          what + " is wanted of " + other.owner() + " and of " + owner,
          remedy == null ? where : where + "; " + remedy);
    }
  }
}
