package dev.bascule.container.lxc;

import dev.bascule.container.InsideWish;
import dev.bascule.model.InterfaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares LXC containers that are wanted with those that were seen. Pure. */
public final class LxcDifferences {
  private final LxcContainer wanted;
  private final SeenLxc seen;
  private final LxcConfig config;
  private final List<LxcInterface> interfaces;
  private final List<LxcNetwork> networks = new ArrayList<>();
  private final List<Integer> from = new ArrayList<>();
  private List<String> names = List.of();

  private LxcDifferences(LxcContainer wanted, SeenLxc seen, LxcConfig config) {
    this.wanted = wanted;
    this.seen = seen;
    this.config = config;
    this.interfaces = wanted.interfaces() == null ? List.of() : wanted.interfaces();
  }

  /** What has to be done for a container to be as it is wanted. */
  public static LxcDifference between(LxcContainer wanted, SeenLxcs node) {
    if (node.version().isEmpty()) {
      return new LxcDifference.Impossible(
          "there is no LXC on this node",
          "install it (Debian: apt install lxc); 'when: facts.lxc' leaves other nodes out");
    }
    if (!node.knowsNumbers()) {
      return new LxcDifference.Impossible(
          "LXC "
              + node.version()
              + " does not know the keys lxc.net.N.*, which this version writes",
          "they came with LXC 2.1; nothing was changed");
    }
    SeenLxc seen = node.get(wanted.place());
    if (seen.config() == null) {
      return new LxcDifference.Impossible(
          "container " + wanted.place() + " does not exist on this node",
          "there is no " + wanted.place().config() + "; lxc-ls shows those that exist");
    }
    if (!node.knowsVlans() && asksVlan(wanted)) {
      return new LxcDifference.Impossible(
          "LXC " + node.version() + " does not know VLANs of a veth",
          "they came with LXC 5; it would not read the container's file any more");
    }
    String text = seen.config();
    LxcConfig config = LxcConfig.read(text);
    return obstacle(seen, config)
        .orElseGet(() -> new LxcDifferences(wanted, seen, config).compare(text));
  }

  private static boolean asksVlan(LxcContainer wanted) {
    return wanted.interfaces() != null
        && wanted.interfaces().stream()
            .anyMatch(each -> each.type() == LxcType.VETH && each.vlan() != null);
  }

  /** What a running container waits for, in words. */
  public static String pending(LxcPlace place, List<String> reasons) {
    return "container "
        + place
        + " takes this at its next start: "
        + String.join(", ", reasons)
        + "; 'restart: allowed' starts it again";
  }

  private static Optional<LxcDifference> obstacle(SeenLxc seen, LxcConfig config) {
    if (config.obstacle().isPresent()) {
      return impossible(
          seen.place().config() + " cannot be edited safely: " + config.obstacle().get(),
          "put its network into lxc.net.N.* lines by hand; lxc-update-config can help");
    }
    if (seen.included() != null) {
      return impossible(
          "networks of container "
              + seen.place()
              + " stand in a file that others share, too: "
              + seen.included(),
          "move them to " + seen.place().config());
    }
    if (!seen.owner().equals("0")) {
      return impossible(
          seen.place().folder() + " belongs to user " + seen.owner() + ", not to root",
          "what root starts there its owner could not stop; connect as that user's containers are run");
    }
    if (seen.config() != null && seen.config().indexOf('\uFFFD') >= 0) {
      return impossible(
          seen.place().config() + " is not written in UTF-8",
          "iconv -f latin1 -t utf-8 makes it so; it could not be compared before it is replaced");
    }
    if (seen.ofProxmox()) {
      return impossible(
          "container "
              + seen.place()
              + " is Proxmox's, which writes "
              + seen.place().config()
              + " anew at each start",
          "say runtime: proxmox and id: " + seen.place().name());
    }
    if (seen.state().equals("FROZEN")) {
      return impossible(
          "container " + seen.place() + " is frozen, and cannot be looked into",
          "lxc-unfreeze it, or stop it");
    }
    return Optional.empty();
  }

  private static Optional<LxcDifference> impossible(String message, String hint) {
    return Optional.of(new LxcDifference.Impossible(message, hint));
  }

  private LxcDifference compare(String text) {
    if (wanted.interfaces() == null) {
      networks.addAll(config.networks());
      for (int i = 0; i < networks.size(); i++) {
        from.add(i);
      }
    } else {
      match();
    }
    names = LxcNetwork.names(networks);
    boolean same = networks.equals(config.networks()) && !config.isLegacy();
    String to = same ? text : config.with(networks, from);
    if (seen.isRunning() && seen.live() == null && !seen.shares() && asksInside()) {
      return new LxcDifference.Impossible(
          "the network of container " + wanted.place() + " could not be looked at: " + trouble(),
          "it needs lxc-attach and ip on the node; an interface without 'addresses' leaves the inside alone");
    }
    List<LxcStep> steps = new ArrayList<>();
    if (!to.equals(text)) {
      steps.add(new ChangeLxcConfig(wanted.place(), text, to));
    }
    List<String> restart = new LxcRunning(seen, networks, names).reasons();
    if (!restart.isEmpty() && wanted.restart()) {
      if (config.isEphemeral()) {
        return new LxcDifference.Impossible(
            "container " + wanted.place() + " is ephemeral: LXC deletes it when it stops",
            "without 'restart: allowed' its file is written, and it runs on as it is");
      }
      steps.add(new RestartLxc(wanted.place(), restart, networks, names));
      return new LxcDifference.Steps(steps, List.of(), notes(to), List.of(), List.of());
    }
    inside(steps);
    return new LxcDifference.Steps(steps, ends(), notes(to), restart, unseen());
  }

  // Without this it would count as in sync, whatever it runs with.
  private List<String> unseen() {
    if (!seen.isRunning() || seen.live() != null || seen.shares()) {
      return List.of();
    }
    return List.of(
        "only the file of container "
            + wanted.place()
            + " is compared: it runs, and its network could not be looked at: "
            + trouble());
  }

  private String trouble() {
    String trouble = seen.trouble();
    return trouble == null || trouble.isEmpty() ? "no answer" : trouble;
  }

  private boolean asksInside() {
    return interfaces.stream().anyMatch(each -> each.addresses() != null);
  }

  private void match() {
    from.addAll(LxcMatch.of(interfaces, config.networks()));
    for (int i = 0; i < interfaces.size(); i++) {
      int place = from.get(i);
      networks.add(LxcWish.of(interfaces.get(i), place < 0 ? null : config.networks().get(place)));
    }
  }

  // What a start does by itself, now, without one.
  private void inside(List<LxcStep> steps) {
    SeenLxc.Live live = seen.live();
    for (int i = 0; live != null && i < interfaces.size(); i++) {
      LxcInterface each = interfaces.get(i);
      String name = names.get(i);
      String type = live.types().get(name);
      boolean itself =
          each.type() == LxcType.PHYS
              || each.type().word().equals(type)
              || SeenLxc.Live.UNKNOWN.equals(type);
      if (each.addresses() == null || !itself || live.inside().device(name).isEmpty()) {
        continue;
      }
      InsideWish wish =
          InsideWish.exactly(new InterfaceName(name), each.addresses(), each.gateways());
      wish.edit(live.inside())
          .ifPresent(edit -> steps.add(new ChangeLxcInside(wanted.place(), edit)));
    }
  }

  private List<LxcDifference.End> ends() {
    List<LxcDifference.End> ends = new ArrayList<>();
    SeenLxc.Live live = seen.live();
    for (int i = 0; live != null && i < interfaces.size(); i++) {
      LxcInterface each = interfaces.get(i);
      String end = each.type() == LxcType.VETH ? live.end(names.get(i)) : null;
      if (end != null && each.link() != null) {
        ends.add(new LxcDifference.End(new InterfaceName(end), each.link(), each.vlan()));
      }
    }
    return ends;
  }

  private List<String> notes(String to) {
    List<String> notes = new ArrayList<>(LxcNotes.of(wanted.place(), interfaces));
    Map<Integer, String> others = LxcConfig.read(to).otherLegacy();
    if (!others.isEmpty()) {
      Map.Entry<Integer, String> first = others.entrySet().iterator().next();
      notes.add(
          wanted.place().config()
              + ":"
              + first.getKey()
              + ": '"
              + first.getValue()
              + "' is another key that LXC 3 does not know: lxc-update-config -c FILE renames it");
    }
    return notes;
  }
}
