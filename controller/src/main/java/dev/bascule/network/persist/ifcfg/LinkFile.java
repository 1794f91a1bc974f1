package dev.bascule.network.persist.ifcfg;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.persist.Unsafe;
import dev.bascule.network.persist.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A link's own {@code ifcfg-} file: what it is, and its addresses. */
final class LinkFile {
  private final Scripts scripts;
  private final Wanted wanted;
  private final Link link;
  private final String name;

  LinkFile(Scripts scripts, Wanted wanted) {
    this.scripts = scripts;
    this.wanted = wanted;
    this.link = wanted.link();
    this.name = link.name().text();
  }

  void run() {
    Optional<Assignments> there = scripts.of(name);
    boolean hardware = link.kind() instanceof LinkKind.Hardware;
    boolean bare = wanted.addresses().isEmpty() && wanted.routes().isEmpty();
    boolean told = hardware && bare && link.master() == null;
    if (there.isEmpty() && (told || link.kind() instanceof LinkKind.Other)) {
      return;
    }
    Assignments file = there.orElseGet(this::begin);
    if (link.bridge().isPresent()) {
      bridge(file, link.bridge().get());
    } else if (link.master() != null && (hardware || isMade() || there.isPresent())) {
      file.set("BRIDGE", link.master().text());
      if (!file.get("NM_CONTROLLED").map("no"::equals).orElse(false)) {
        file.set("NM_CONTROLLED", "no");
      }
    } else if (isFreed(file)) {
      file.remove("BRIDGE");
    }
    new Settings(scripts, file, wanted).run();
    mtu(file);
  }

  private boolean isMade() {
    return link.kind() instanceof LinkKind.Vlan || link.kind() instanceof LinkKind.Other;
  }

  private boolean isFreed(Assignments file) {
    return link.master() == null && file.get("BRIDGE").isPresent();
  }

  private Assignments begin() {
    boolean makes =
        link.kind() instanceof LinkKind.Hardware
            || link.kind() instanceof LinkKind.Bridge
            || link.kind() instanceof LinkKind.Vlan;
    if (!makes) {
      throw new Unsafe(
          Scripts.FOLDER + "ifcfg-" + name, "network scripts cannot make such a link", null);
    }
    Assignments file = new Assignments(scripts.file("ifcfg-" + name));
    file.set("DEVICE", name);
    if (link.kind() instanceof LinkKind.Vlan vlan) {
      file.set("VLAN", "yes");
      vlan(file, vlan);
    }
    file.set("ONBOOT", "yes");
    file.set("NM_CONTROLLED", "no");
    file.set("BOOTPROTO", wanted.dhcp() ? "dhcp" : "none");
    return file;
  }

  /** The scripts take the number from the name; RHEL 6's know no key for it. */
  private void vlan(Assignments file, LinkKind.Vlan vlan) {
    if (name.matches("vlan0*" + vlan.id())) {
      file.set("PHYSDEV", vlan.link().text());
    } else if (!name.equals(vlan.link() + "." + vlan.id())) {
      throw new Unsafe(
          file.file().path().text(),
          "network scripts find out a VLAN's number from its name, and " + name + " has none",
          "name it " + vlan.link() + "." + vlan.id() + " or vlan" + vlan.id());
    }
  }

  private void bridge(Assignments file, LinkKind.Bridge kind) {
    file.set("TYPE", "Bridge");
    boolean stp = file.isYes("STP");
    if (stp != kind.stp() || file.get("STP").isEmpty()) {
      file.set("STP", kind.stp() ? "on" : "off");
    }
    boolean delayed = kind.forwardDelay() != 0;
    if (!delayed && !file.get("DELAY").map("0"::equals).orElse(false)) {
      file.set("DELAY", "0");
    }
    List<String> options = new ArrayList<>();
    if (delayed && file.get("DELAY").filter(text -> isDelay(text, kind)).isEmpty()) {
      // DELAY is in seconds up to RHEL 7 and in 1/100 s since; this is in 1/100 s everywhere.
      options.add("forward_delay=" + kind.forwardDelay());
    }
    if (kind.vlanFiltering()) {
      options.add("vlan_filtering=1");
    }
    options(file, options);
    // What is neither set now nor brought by a port is made up anew at each boot. One that a port
    // brings is said even where it is the lowest: a container's port may be lower, and come and go.
    boolean chosen = wanted.setsMac() || wanted.hasMacOfPort() || file.get("MACADDR").isPresent();
    if (chosen && link.mac() != null && !file.get("MACADDR").map(this::isMac).orElse(false)) {
      file.set("MACADDR", link.mac().text());
    }
  }

  private static boolean isDelay(String text, LinkKind.Bridge kind) {
    int hundredths = kind.forwardDelay();
    return text.equals("" + hundredths) || text.equals("" + hundredths / 100);
  }

  private boolean isMac(String text) {
    return link.mac() != null && link.mac().text().equalsIgnoreCase(text);
  }

  private static void options(Assignments file, List<String> options) {
    List<String> all = new ArrayList<>();
    file.get("BRIDGING_OPTS").ifPresent(text -> all.addAll(List.of(text.split(" +", -1))));
    for (String option : options) {
      String key = option.substring(0, option.indexOf('=') + 1);
      if (!all.contains(option)) {
        all.removeIf(other -> other.startsWith(key));
        all.add(option);
      }
    }
    if (!all.isEmpty()) {
      file.set("BRIDGING_OPTS", String.join(" ", all));
    }
  }

  private void mtu(Assignments file) {
    boolean changed = wanted.was() == null || wanted.was().mtu() != link.mtu();
    boolean says = file.get("MTU").isPresent();
    if (says ? changed : link.mtu() != 1500) {
      file.set("MTU", "" + link.mtu());
    }
  }

  /** Takes a link that is no longer out of the folder. */
  static void remove(Scripts scripts, InterfaceName link) {
    scripts.of(link.text()).ifPresent(file -> file.file().remove());
    scripts.aliases(link).forEach(name -> scripts.file(name).remove());
    for (String prefix : List.of("route-", "route6-", "rule-", "rule6-")) {
      if (scripts.file(prefix + link).isThere()) {
        scripts.file(prefix + link).remove();
      }
    }
    for (String name : scripts.names()) {
      Assignments port = new Assignments(scripts.file(name));
      if (port.file().isThere() && port.get("BRIDGE").filter(link.text()::equals).isPresent()) {
        port.remove("BRIDGE");
      }
    }
  }
}
