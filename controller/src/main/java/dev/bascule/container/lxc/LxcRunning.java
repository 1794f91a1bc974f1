package dev.bascule.container.lxc;

import dev.bascule.container.Inside;
import dev.bascule.model.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a container runs with that a restart would change. */
record LxcRunning(SeenLxc seen, List<LxcNetwork> networks, List<String> names) {

  List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    SeenLxc.Live live = seen.live();
    boolean wantsOwn = networks.stream().noneMatch(network -> network.type().equals("none"));
    if (seen.shares() == wantsOwn && (seen.shares() || live != null)) {
      reasons.add(wantsOwn ? "a network of its own" : "the node's network");
      return reasons;
    }
    if (live == null) {
      return reasons;
    }
    for (int i = 0; i < networks.size(); i++) {
      if (!names.get(i).isEmpty()) {
        one(networks.get(i), names.get(i), live, reasons);
      }
    }
    live.inside().devices().stream()
        .map(Inside.Device::name)
        .filter(name -> live.isNodes(name) && !names.contains(name))
        .forEach(name -> reasons.add(name + " goes"));
    return reasons;
  }

  private static void one(
      LxcNetwork network, String name, SeenLxc.Live live, List<String> reasons) {
    Optional<Inside.Device> device = live.inside().device(name);
    if (device.isEmpty()) {
      reasons.add(name + " comes");
      return;
    }
    String type = live.types().getOrDefault(name, "phys");
    boolean known = !type.equals(SeenLxc.Live.UNKNOWN);
    // A card may be anything.
    if (known && !network.type().equals("phys") && !type.equals(network.type())) {
      reasons.add(name + " becomes " + network.type());
      return;
    }
    MacAddress mac = device.get().mac();
    String hwaddr = network.get("hwaddr");
    if (mac != null && hwaddr != null && !fits(hwaddr, mac.text())) {
      reasons.add("the MAC of " + name);
    }
    Integer mtu = live.mtus().get(name);
    if (mtu != null && network.get("mtu") != null && !mtu.toString().equals(network.get("mtu"))) {
      reasons.add("the MTU of " + name);
    }
    mode(network, name, live.modes().get(name), reasons);
    link(network, name, live, reasons);
  }

  private static void link(
      LxcNetwork network, String name, SeenLxc.Live live, List<String> reasons) {
    boolean pair = network.type().equals("veth");
    String outer = live.outer().get(name);
    String said = network.get(pair ? "veth.pair" : "link");
    boolean other =
        network.type().equals("phys")
            // The card itself is inside.
            ? live.nodes().contains(Objects.requireNonNullElse(said, ""))
            : outer != null && said != null && !outer.equals(said);
    if (other) {
      reasons.add((pair ? "the node's end of " : "the link of ") + name);
    }
  }

  private static void mode(
      LxcNetwork network, String name, @Nullable String mode, List<String> reasons) {
    String said = network.get("macvlan.mode");
    if (network.type().equals("vlan")) {
      said = network.get("vlan.id");
    } else if (network.type().equals("macvlan") && said == null) {
      said = "private";
    }
    if (mode != null && said != null && !mode.equals(said)) {
      reasons.add((network.type().equals("vlan") ? "the VLAN of " : "the mode of ") + name);
    }
  }

  private static boolean fits(String hwaddr, String mac) {
    String pattern = hwaddr.toLowerCase(Locale.ROOT).replace("x", "[0-9a-f]");
    return mac.toLowerCase(Locale.ROOT).matches(pattern);
  }
}
