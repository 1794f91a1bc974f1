package dev.bascule.container.proxmox;

import dev.bascule.model.Change;
import dev.bascule.model.InterfaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares Proxmox containers that are wanted with those that were seen. Pure. */
public final class PveDifferences {
  // Of update_net in pve-container's Config.pm.
  private static final Set<String> AT_ONCE =
      Set.of(
          "name",
          "hwaddr",
          "bridge",
          "tag",
          "firewall",
          "link_down",
          "rate",
          "ip",
          "gw",
          "ip6",
          "gw6",
          "type");

  private final PveContainer wanted;
  private final SeenPves.Seen seen;
  // Once all is done, by number.
  private final Map<Integer, PveNet> nets = new TreeMap<>();

  private PveDifferences(PveContainer wanted, SeenPves.Seen seen) {
    this.wanted = wanted;
    this.seen = seen;
  }

  /** What has to be done for a container to be as it is wanted. */
  public static PveDifference between(PveContainer wanted, SeenPves node) {
    if (!node.pct()) {
      return new PveDifference.Impossible(
          "there is no pct on this node: it is not one of Proxmox VE",
          "for LXC without Proxmox: runtime: lxc");
    }
    SeenPves.Seen seen = node.byId().get(wanted.id());
    return seen == null
        ? new PveDifference.Impossible(
            "container " + wanted.id() + " does not exist on this node",
            "pct list shows those that do; another node of the cluster may have it")
        : new PveDifferences(wanted, seen).compare();
  }

  /** What a running container waits for, in words. */
  public static String pending(PveContainer container, List<String> names) {
    return "container "
        + container.id()
        + " takes this at its next start: "
        + String.join(", ", names)
        + " (pct pending "
        + container.id()
        + ")";
  }

  private PveDifference compare() {
    Map<Integer, PveNet> there = new TreeMap<>(seen.conf().next());
    List<PveInterface> fresh = new ArrayList<>();
    for (PveInterface each : wanted.interfaces()) {
      Optional<Integer> number = number(there, each.name());
      if (number.isPresent()) {
        nets.put(number.get(), net(each, there.get(number.get())));
      } else {
        fresh.add(each);
      }
    }
    List<ChangePveNet> steps = new ArrayList<>();
    // What goes makes room, also for its number.
    there.forEach(
        (number, net) -> {
          if (!nets.containsKey(number)) {
            steps.add(new ChangePveNet(wanted.id(), number, net, null));
          }
        });
    nets.forEach(
        (number, net) -> {
          PveNet before = Objects.requireNonNull(there.get(number));
          if (!before.sameAs(net)) {
            steps.add(new ChangePveNet(wanted.id(), number, before, net));
          }
        });
    for (PveInterface each : fresh) {
      int number = free();
      PveNet net = net(each, null);
      nets.put(number, net);
      steps.add(new ChangePveNet(wanted.id(), number, null, net));
    }
    return new PveDifference.Steps(steps, ends(), steps.isEmpty() ? waiting() : late(steps));
  }

  private static Optional<Integer> number(Map<Integer, PveNet> nets, InterfaceName name) {
    return nets.entrySet().stream()
        .filter(net -> name.text().equals(net.getValue().get("name")))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private int free() {
    int number = 0;
    while (nets.containsKey(number)) {
      number++;
    }
    return number;
  }

  private static PveNet net(PveInterface wanted, @Nullable PveNet there) {
    Map<String, String> options = new TreeMap<>(there == null ? Map.of() : there.options());
    options.put("name", wanted.name().text());
    options.putIfAbsent("hwaddr", wanted.newMac().text().toUpperCase(Locale.ROOT));
    options.putIfAbsent("type", "veth");
    wanted
        .options()
        .forEach(
            (key, value) -> {
              if (value.isEmpty()) {
                options.remove(key);
              } else {
                options.put(key, value);
              }
            });
    return new PveNet(options);
  }

  // Behind Proxmox's firewall there is a bridge of its own between.
  private List<PveDifference.End> ends() {
    List<PveDifference.End> ends = new ArrayList<>();
    nets.forEach(
        (number, net) -> {
          String name = "veth" + wanted.id() + "i" + number;
          PveNet now = seen.conf().current().get(number);
          boolean direct =
              now != null
                  && now.sameAs(net)
                  && !"1".equals(net.get("firewall"))
                  // Somebody has pulled this plug.
                  && !"1".equals(net.get("link_down"));
          String bridge = net.get("bridge");
          if (seen.running()
              && direct
              && net.get("tag") == null
              && bridge != null
              && InterfaceName.isValid(name)
              && InterfaceName.isValid(bridge)) {
            ends.add(new PveDifference.End(new InterfaceName(name), new InterfaceName(bridge)));
          }
        });
    return ends;
  }

  // Of one that runs, Proxmox stores these and changes nothing, and does not say that they wait.
  private List<String> late(List<ChangePveNet> steps) {
    List<String> late = new ArrayList<>();
    for (ChangePveNet step : steps) {
      if (seen.running() && step.from() != null && step.to() != null) {
        step.details().stream()
            .map(Change.Detail::name)
            .filter(option -> !AT_ONCE.contains(option))
            .forEach(option -> late.add(option + " of " + step.to().get("name")));
      }
    }
    return late;
  }

  private List<String> waiting() {
    List<String> names = new ArrayList<>();
    nets.forEach(
        (number, net) -> {
          PveNet now = seen.conf().current().get(number);
          if (now == null || !now.sameAs(net)) {
            names.add(String.valueOf(net.get("name")));
          }
        });
    seen.conf().current().keySet().stream()
        .filter(number -> !nets.containsKey(number))
        .forEach(number -> names.add("net" + number + " goes"));
    return names;
  }
}
