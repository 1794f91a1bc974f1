package dev.bascule.container;

import dev.bascule.model.Cidr;
import dev.bascule.model.ContainerId;
import dev.bascule.model.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares containers that are wanted with those that were seen. Pure. */
public final class ContainerDifferences {
  private final Container wanted;
  private final SeenContainer seen;
  private final List<VzStep> steps = new ArrayList<>();

  private ContainerDifferences(Container wanted, SeenContainer seen) {
    this.wanted = wanted;
    this.seen = seen;
  }

  /** What has to be done for a container to be as it is wanted. */
  public static ContainerDifference between(Container wanted, SeenContainers node) {
    if (node.vzctl().isEmpty()) {
      return new ContainerDifference.Impossible(
          "there is no vzctl on this node",
          "is OpenVZ installed? 'when: facts.openvz_generation == \"legacy\"' leaves other nodes out");
    }
    if (node.isSeven()) {
      return new ContainerDifference.Impossible(
          "this is OpenVZ 7 (vzctl "
              + node.vzctl()
              + "), whose containers this version cannot change",
          "its networks are named, not bridges, and its hooks stand elsewhere; nothing was changed");
    }
    SeenContainer seen = node.get(wanted.id());
    if (!seen.known()) {
      // vzctl would make a file for it, and say that all went well.
      return wanted.present() ? missing(wanted.id()) : new ContainerDifference.Steps(List.of());
    }
    return new ContainerDifferences(wanted, seen).compare();
  }

  private static ContainerDifference missing(ContainerId id) {
    return new ContainerDifference.Impossible(
        "container " + id + " does not exist on this node",
        "vzlist -a shows those that do; vzctl create makes one");
  }

  private ContainerDifference compare() {
    if (wanted.present() && seen.status() == SeenContainer.Status.SUSPENDED) {
      return new ContainerDifference.Impossible(
          "container " + wanted.id() + " is suspended: it would come back with its old network",
          "vzctl resume it, or stop it");
    }
    boolean asks = wanted.veths().stream().anyMatch(v -> v.present() && asks(v));
    if (wanted.present() && asks && seen.trouble() != null) {
      return new ContainerDifference.Impossible(
          "the inside of container " + wanted.id() + " could not be looked at: " + seen.trouble(),
          "it needs 'ip' inside; an interface without 'addresses' leaves the inside alone");
    }
    Optional<ContainerDifference> obstacle = obstacle();
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    // First what the scripts read that vzctl calls for a new interface.
    ChangeConf.between(seen, OwnSettings.of(wanted, seen)).ifPresent(steps::add);
    // What goes makes room: another interface may be given its name on the node.
    wanted.veths().stream().filter(veth -> !stays(veth)).forEach(this::gone);
    wanted.veths().stream().filter(this::stays).forEach(this::veth);
    venet();
    if (wanted.present() && wanted.nameservers() != null) {
      words(
          ChangeWords.Option.NAMESERVER,
          wanted.nameservers().stream().map(IpAddress::text).toList());
    }
    if (wanted.present() && wanted.searchDomains() != null) {
      words(ChangeWords.Option.SEARCHDOMAIN, wanted.searchDomains());
    }
    return new ContainerDifference.Steps(steps);
  }

  private static boolean asks(Veth veth) {
    return veth.addresses() != null && veth.inside() != InsideBy.NONE;
  }

  private Optional<ContainerDifference> obstacle() {
    if (!wanted.present()) {
      return Optional.empty();
    }
    Optional<ContainerDifference> nameless =
        OwnSettings.cannotBeNamed(wanted, seen).map(this::nameless);
    if (nameless.isPresent()) {
      return nameless;
    }
    return wanted.veths().stream()
        .flatMap(
            veth ->
                Stream.of(
                        unknown(veth),
                        bare(veth),
                        rewritten(veth),
                        InsideFiles.obstacle(seen, veth))
                    .flatMap(Optional::stream))
        .map(ContainerDifference.class::cast)
        .findFirst();
  }

  // Without its name they would be those of the first interface, which may be somebody else's.
  private ContainerDifference nameless(Veth veth) {
    return new ContainerDifference.Impossible(
        "container "
            + wanted.id()
            + " has interfaces that are not listed, and '"
            + veth.name()
            + "' cannot stand in the name of a setting beside theirs",
        "give it a name of letters, digits and _ only, or take the others away: state: absent");
  }

  private Optional<ContainerDifference.Impossible> unknown(Veth veth) {
    boolean running = seen.status() == SeenContainer.Status.RUNNING;
    if (wanted.live() || !running || !veth.present() || !isMade(veth)) {
      return Optional.empty();
    }
    return Optional.of(
        new ContainerDifference.Impossible(
            "vznetaddbr cannot bridge "
                + veth.name()
                + " while container "
                + wanted.id()
                + " runs: it knows only what is in the container's file, and vzctl puts it there afterwards",
            "vzctl stop it for this, or leave out 'hooks: vznetaddbr'"));
  }

  // A new device inside is down and bare, and whoever configured the old one does so at a boot.
  private Optional<ContainerDifference.Impossible> bare(Veth veth) {
    Optional<NetifEntry> there = seen.netif(veth.name().text());
    if (!seen.running()
        || !veth.present()
        || asks(veth)
        || there.isEmpty()
        || !isReplaced(there.get(), entry(veth, there))) {
      return Optional.empty();
    }
    return Optional.of(
        new ContainerDifference.Impossible(
            veth.name()
                + " of container "
                + wanted.id()
                + " would be replaced while it runs, and nothing says what it then has inside",
            "'mac: keep' leaves it; or stop the container for this, or give its 'addresses'"));
  }

  private Optional<ContainerDifference.Impossible> rewritten(Veth veth) {
    List<Cidr> venet = wanted.venet();
    boolean any = (venet != null && !venet.isEmpty()) || !seen.words("IP_ADDRESS").isEmpty();
    if (!veth.present() || veth.inside() != InsideBy.DEBIAN || !any) {
      return Optional.empty();
    }
    return Optional.of(
        new ContainerDifference.Impossible(
            "container "
                + wanted.id()
                + " has addresses of venet, for which vzctl writes its /etc/network/interfaces anew"
                + " at each start: lines of "
                + veth.name()
                + " there would be lost",
            "leave out 'inside: debian': the node's script does it"));
  }

  private boolean isMade(Veth veth) {
    Optional<NetifEntry> there = seen.netif(veth.name().text());
    return there.isEmpty() || isReplaced(there.get(), entry(veth, there));
  }

  private boolean stays(Veth veth) {
    return wanted.present() && veth.present();
  }

  private void gone(Veth veth) {
    seen.netif(veth.name().text()).ifPresent(entry -> steps.add(removed(entry)));
    steps.addAll(InsideFiles.between(seen, veth, false));
  }

  private void veth(Veth veth) {
    Optional<NetifEntry> there = seen.netif(veth.name().text());
    NetifEntry entry = entry(veth, there);
    Inside inside = seen.inside();
    if (there.isEmpty()) {
      steps.add(new AddInterface(seen.id(), entry));
    } else if (isReplaced(there.get(), entry)) {
      steps.add(new RemoveInterface(seen.id(), there.get()));
      steps.add(new AddInterface(seen.id(), entry));
      // The device inside is another one then, down and bare.
      inside = inside == null ? null : inside.without(entry.name());
    } else if (!NetifChanges.between(there.get(), entry).isEmpty()) {
      steps.add(new ChangeInterface(seen.id(), there.get(), entry));
    }
    steps.addAll(InsideFiles.between(seen, veth, true));
    inside(veth, inside);
  }

  // As at a stop of the container; but not to an address that another interface is to have.
  private RemoveInterface removed(NetifEntry entry) {
    boolean first = seen.netif().get(0).equals(entry);
    List<String> words = new ArrayList<>(seen.words("VETH_IP_ADDRESS_" + entry.name()));
    if (words.isEmpty() && first) {
      words.addAll(seen.words("VETH_IP_ADDRESS"));
    }
    List<IpAddress> routes =
        words.stream()
            .flatMap(word -> Cidr.parse(word).stream())
            .filter(address -> !wantedElsewhere(address))
            .map(Cidr::address)
            .toList();
    return new RemoveInterface(seen.id(), entry, routes);
  }

  private boolean wantedElsewhere(Cidr address) {
    return wanted.present()
        && wanted.veths().stream()
            .filter(Veth::present)
            .map(Veth::addresses)
            .anyMatch(all -> all != null && all.contains(address));
  }

  private void inside(Veth veth, @Nullable Inside there) {
    InsideWish wish = veth.insideWish();
    if (there != null && wish != null) {
      wish.edit(there).ifPresent(edit -> steps.add(new ChangeInside(seen.id(), edit)));
    }
  }

  // A device that is there keeps its MACs and its name: only a new one has others.
  private boolean isReplaced(NetifEntry there, NetifEntry entry) {
    boolean live =
        NetifChanges.between(there, entry).stream()
            .allMatch(
                detail ->
                    detail.name().equals("mac_filter")
                        || (detail.name().equals("bridge") && detail.to() != null));
    boolean cleared = there.get("bridge") != null && entry.get("bridge") == null;
    return !live && (seen.running() || cleared);
  }

  private static NetifEntry entry(Veth veth, Optional<NetifEntry> there) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("ifname", veth.name().text());
    if (veth.bridge() != null) {
      fields.put("bridge", veth.bridge().text());
    }
    String mac = veth.mac().text();
    String hostMac = veth.hostMac().text();
    if (veth.kept() != Veth.Kept.NONE) {
      mac = there.map(entry -> entry.get("mac")).orElse(mac);
    }
    if (veth.kept() == Veth.Kept.BOTH) {
      // Left out, it is the inside's own: the bridge's other ports then cannot reach it.
      hostMac = there.map(entry -> entry.get("host_mac")).orElse(hostMac);
    }
    fields.put("mac", mac.toUpperCase(Locale.ROOT));
    fields.put("host_ifname", veth.host().text());
    fields.put("host_mac", hostMac.toUpperCase(Locale.ROOT));
    String filter = there.map(entry -> entry.get("mac_filter")).orElse(null);
    if (veth.macFilter() != null) {
      filter = veth.macFilter() ? "on" : "off";
    }
    if (filter != null) {
      // Of an interface that is replaced, too: somebody may have switched it off.
      fields.put("mac_filter", filter);
    }
    return new NetifEntry(fields);
  }

  private void venet() {
    if (wanted.venet() == null) {
      return;
    }
    (wanted.present()
            ? VenetChanges.exactly(seen, wanted.venet())
            : VenetChanges.none(seen, wanted.venet()))
        .ifPresent(steps::add);
  }

  private void words(ChangeWords.Option option, List<String> to) {
    List<String> from = seen.words(option.key());
    if (!from.equals(to)) {
      steps.add(new ChangeWords(seen.id(), option, from, to));
    }
  }
}
