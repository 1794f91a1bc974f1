package dev.bascule.apply;

import dev.bascule.container.Inside;
import dev.bascule.container.InsideChange;
import dev.bascule.container.InsideEdit;
import dev.bascule.container.InsideWas;
import dev.bascule.container.InsideWish;
import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands for the shell inside of a container. vzctl hands them to a second shell, so nothing
 * but names and addresses, which were checked, goes into them.
 */
final class InsideCommands {
  private static final String PATH = "PATH=$PATH:/usr/sbin:/sbin";

  private final String device;
  private final List<String> commands = new ArrayList<>();

  private InsideCommands(String device) {
    this.device = device;
  }

  /**
   * One line; it fails with the first command that fails. On the way back the others are done
   * nevertheless.
   */
  static String of(InsideEdit edit) {
    InsideCommands text = new InsideCommands(edit.wish().name().text());
    if (edit.back()) {
      text.back(edit);
      return PATH + "; r=0; " + String.join(" || r=$?; ", text.commands) + " || r=$?; (exit $r)";
    }
    edit.changes().forEach(text::add);
    text.settle(edit.wish());
    return PATH + " && " + String.join(" && ", text.commands);
  }

  // The old default route takes the place of the new one, which goes where it stands beside it.
  private void back(InsideEdit edit) {
    InsideWas was = edit.was();
    edit.changes().stream()
        .filter(change -> !(change instanceof InsideChange.Gateway))
        .forEach(this::add);
    edit.wish().gateways().stream()
        .filter(gateway -> !was.reaches(gateway, device))
        .forEach(gateway -> onLink(gateway, false));
    afterwards(edit);
    was.addresses().forEach(address -> address(address, true));
    was.ways().forEach(this::way);
    for (InsideChange change : edit.changes()) {
      if (change instanceof InsideChange.Gateway gateway && gateway.from() != null) {
        gone(gateway.from());
      }
    }
    if (!was.up()) {
      link("down");
    }
  }

  // The first one of a prefix is what the container's packets come from: what stood behind one that
  // comes back has to come behind it again.
  private void afterwards(InsideEdit edit) {
    boolean again = false;
    for (Cidr address : edit.was().addresses()) {
      boolean comes = edit.changes().contains(new InsideChange.Address(address, true));
      again |= comes && !address.address().isV6();
      if (again && !comes && !address.address().isV6()) {
        address(address, false);
      }
    }
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
      gateway(gateway);
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
    wish.gateways().forEach(gateway -> gateway(new Inside.Way("default", gateway, device)));
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
    String route = ip(address.isV6()) + " route del " + address + " dev " + device;
    commands.add(
        added
            ? replace(address.isV6(), address + " dev " + device)
            : "{ " + route + " 2>/dev/null || :; }");
  }

  private void gateway(InsideChange.Gateway change) {
    Inside.Way from = change.from();
    Inside.Way to = change.to();
    if (to != null) {
      gateway(to);
    }
    // Of IPv6 an old kernel has two then. By now the new one is there.
    if (from != null && (to == null || to.isV6())) {
      gone(from);
    }
  }

  private void gateway(Inside.Way way) {
    // A gateway outside of the prefix wants a route of its own first.
    String via = replace(way.isV6(), words(way));
    String first = replace(way.isV6(), way.via() + dev(way));
    commands.add(
        "{ " + shown(way) + " || " + via + " 2>/dev/null || { " + first + " && " + via + "; }; }");
  }

  // As it was before, though its gateway may be reached only later.
  private void way(Inside.Way way) {
    String route = replace(way.isV6(), words(way) + metric(way));
    String all = "{ " + shown(way) + " || " + route;
    if (way.via() != null) {
      String to = way.via() + dev(way);
      all += " 2>/dev/null || { " + replace(way.isV6(), to) + " && " + route;
      all += " && " + ip(way.isV6()) + " route del " + to + "; }";
    }
    commands.add(all + "; }");
  }

  private void gone(Inside.Way way) {
    commands.add("{ " + ip(way.isV6()) + " route del " + words(way) + " 2>/dev/null || :; }");
  }

  private static String words(Inside.Way way) {
    return way.destination() + (way.via() == null ? "" : " via " + way.via()) + dev(way);
  }

  private static String dev(Inside.Way way) {
    return " dev " + way.dev();
  }

  private static String metric(Inside.Way way) {
    return way.metric() == null ? "" : " metric " + way.metric();
  }

  private static String shown(Inside.Way way) {
    String line = "^" + words(way).replace(".", "\\.");
    String metric = way.metric() == null ? "" : " .*metric " + way.metric();
    return ip(way.isV6()) + " route show | grep -qE '" + line + metric + "( |$)'";
  }

  // Kernels before 3.3 do not replace routes of IPv6.
  private static String replace(boolean v6, String route) {
    String words = " " + route;
    String replace = ip(v6) + " route replace" + words;
    if (!v6) {
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

  private static String ip(boolean v6) {
    return v6 ? "ip -6" : "ip";
  }
}
