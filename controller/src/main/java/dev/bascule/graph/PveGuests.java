package dev.bascule.graph;

import dev.bascule.container.proxmox.ChangePveNet;
import dev.bascule.container.proxmox.PveContainer;
import dev.bascule.container.proxmox.PveDifference;
import dev.bascule.container.proxmox.PveDifferences;
import dev.bascule.container.proxmox.PveNet;
import dev.bascule.container.proxmox.SeenPves;
import dev.bascule.graph.Guest.Nic;
import dev.bascule.model.Cidr;
import dev.bascule.model.ContainerId;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Containers of Proxmox as guests: from their files, and from what is wanted. */
final class PveGuests {
  private PveGuests() {}

  /** One of which no namespace was seen, as its file has it. */
  static Guest ofFile(ContainerId id, SeenPves.Seen seen) {
    List<Nic> nics = new ArrayList<>();
    Map<Integer, PveNet> nets = seen.running() ? seen.conf().current() : seen.conf().next();
    new TreeMap<>(nets).forEach((number, net) -> nics.add(ofFile(id, number, net)));
    String what = seen.running() ? "LXC" : "LXC, not running";
    return new Guest(
        PveContainer.owner(id).id(), id.text(), what, true, !seen.running(), List.copyOf(nics));
  }

  private static Nic ofFile(ContainerId id, int number, PveNet net) {
    List<String> lines = new ArrayList<>(lines(net, false));
    lines.addAll(lines(net, true));
    if (is(net, "firewall")) {
      lines.add("firewall");
    }
    if (is(net, "link_down")) {
      lines.add("unplugged");
    }
    String tag = net.options().get("tag");
    return new Nic(
        name(number, net),
        PvePlugs.link(PvePlugs.END.formatted(id, number)),
        null,
        PvePlugs.link(net.options().get("bridge")),
        tag == null ? "" : "pvid " + tag + ", untagged " + tag,
        null,
        lines);
  }

  private static String name(int number, PveNet net) {
    return net.options().getOrDefault("name", "eth" + number);
  }

  static boolean is(PveNet net, String option) {
    return "1".equals(net.options().get(option));
  }

  private static List<String> lines(PveNet net, boolean v6) {
    String ip = net.options().getOrDefault(v6 ? "ip6" : "ip", "manual");
    String gateway = net.options().get(v6 ? "gw6" : "gw");
    String address =
        switch (ip) {
          case "dhcp" -> v6 ? "DHCPv6" : "DHCP";
          case "auto" -> "IPv6 by the router";
          default -> ip;
        };
    return Stream.of(
            ip.equals("manual") ? null : address, gateway == null ? null : "gateway " + gateway)
        .filter(Objects::nonNull)
        .toList();
  }

  /** What has to be done for what is wanted. */
  static List<ChangePveNet> steps(PveContainer wish, SeenPves pves) {
    return PveDifferences.between(wish, pves) instanceof PveDifference.Steps all
        ? all.steps()
        : List.of();
  }

  /** The same with what is wanted of it. */
  static Guest granted(Guest before, PveContainer wish, SeenPves pves) {
    Map<String, Nic> nics = new LinkedHashMap<>();
    before.nics().forEach(nic -> nics.put(nic.name(), nic));
    for (ChangePveNet step : steps(wish, pves)) {
      PveNet from = step.from();
      PveNet to = step.to();
      Nic was = from == null ? null : nics.get(name(step.number(), from));
      if (from != null && to == null) {
        nics.remove(name(step.number(), from));
      } else if (to != null) {
        Nic written = ofFile(wish.id(), step.number(), to);
        nics.put(
            written.name(),
            was == null || from == null || before.stopped()
                ? written
                : changed(was, from, to, written));
      }
    }
    return before.withNics(List.copyOf(nics.values()));
  }

  // What it has of a family that stays stays, too: by DHCP, for instance.
  private static Nic changed(Nic was, PveNet from, PveNet to, Nic written) {
    List<String> lines = new ArrayList<>(was.lines());
    for (boolean v6 : List.of(true, false)) {
      if (!lines(from, v6).equals(lines(to, v6))) {
        lines.removeIf(line -> isOf(line, v6));
        lines.addAll(0, lines(to, v6));
      }
    }
    if (is(to, "firewall") && !is(from, "firewall")) {
      lines.add("firewall");
    }
    InterfaceName host = was.host();
    return new Nic(
        was.name(), host, was.base(), written.bridge(), written.vlans(), was.far(), lines);
  }

  private static boolean isOf(String line, boolean v6) {
    String text = line.replaceFirst("^gateway ", "");
    @Nullable IpAddress address =
        Cidr.parse(text).map(Cidr::address).or(() -> IpAddress.parse(text)).orElse(null);
    return address != null && address.isV6() == v6;
  }
}
