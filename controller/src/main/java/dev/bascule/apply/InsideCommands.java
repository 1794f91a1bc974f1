package dev.bascule.apply;

import dev.bascule.container.InsideChange;
import dev.bascule.container.InsideWish;
import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands for the shell inside of a container. vzctl hands them to a second shell, so nothing
 * but names and addresses, which were checked, goes into them.
 */
final class InsideCommands {
  private final String device;
  private final List<String> commands = new ArrayList<>();

  private InsideCommands(String device) {
    this.device = device;
  }

  /** One line; it fails with the first command that fails. */
  static String of(InsideWish wish, List<InsideChange> changes, boolean settle) {
    InsideCommands text = new InsideCommands(wish.name().text());
    text.commands.add("PATH=$PATH:/usr/sbin:/sbin");
    changes.forEach(text::add);
    if (settle) {
      text.settle(wish);
    }
    return String.join(" && ", text.commands);
  }

  private void add(InsideChange change) {
    if (change instanceof InsideChange.Up up) {
      link(up.up() ? "up" : "down");
    } else if (change instanceof InsideChange.Mac mac) {
      link("down");
      link("address " + mac.to());
      link("up");
    } else if (change instanceof InsideChange.Address address) {
      address(address.address(), address.added());
    } else if (change instanceof InsideChange.OnLink route) {
      onLink(route.address(), route.added());
    } else if (change instanceof InsideChange.Gateway gateway) {
      gateway(gateway.from(), gateway.to());
    }
  }

  private void link(String words) {
    commands.add("ip link set dev " + device + " " + words);
  }

  // What an address that went took along comes back: others of its prefix, and their routes.
  private void settle(InsideWish wish) {
    link("up");
    wish.addresses().forEach(address -> address(address, true));
    if (wish.nodeAddress() != null) {
      onLink(wish.nodeAddress(), true);
    }
    wish.gateways().forEach(gateway -> gateway(gateway, gateway));
  }

  private void address(Cidr address, boolean added) {
    // Kernels before 3.9 do not replace one that is there, and busybox has no word for it. One that
    // is gone already, with another of its prefix, is as wanted.
    String shown = "ip -o addr show dev " + device + " | grep -qF ' " + address + " '";
    commands.add(
        added
            ? "{ " + shown + " || ip addr add " + address + " dev " + device + "; }"
            : "{ ip addr del " + address + " dev " + device + " 2>/dev/null || :; }");
  }

  private void onLink(IpAddress address, boolean added) {
    String route = ip(address) + " route del " + address + " dev " + device;
    commands.add(added ? replace(address, address.text()) : "{ " + route + " 2>/dev/null || :; }");
  }

  private void gateway(@Nullable IpAddress from, @Nullable IpAddress to) {
    if (to != null) {
      String via = replace(to, "default via " + to);
      // A gateway outside of the prefix wants a route of its own first.
      String first = replace(to, to.text());
      commands.add("{ " + via + " 2>/dev/null || { " + first + " && " + via + "; }; }");
    }
    // Of IPv6 an old kernel has two then. By now the new one is there.
    if (from != null && (to == null || (to.isV6() && !from.equals(to)))) {
      commands.add(
          "{ "
              + ip(from)
              + " route del default via "
              + from
              + " dev "
              + device
              + " 2>/dev/null || :; }");
    }
  }

  // Kernels before 3.3 do not replace routes of IPv6.
  private String replace(IpAddress family, String route) {
    String words = " " + route + " dev " + device;
    String replace = ip(family) + " route replace" + words;
    if (!family.isV6()) {
      return replace;
    }
    return "{ "
        + replace
        + " 2>/dev/null || { ip -6 route del"
        + words
        + " 2>/dev/null; ip -6 route add"
        + words
        + "; }; }";
  }

  private static String ip(IpAddress address) {
    return address.isV6() ? "ip -6" : "ip";
  }
}
