package dev.bascule.network.persist;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import dev.bascule.network.Link;
import dev.bascule.network.NetworkState;
import dev.bascule.network.OvsVlans;
import dev.bascule.network.PortVlans;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the files shall say.
 *
 * @param before what there was at run time
 * @param target what there is once the batch has run
 * @param links the links that files must agree on with the target; one that is not in the target is
 *     to go from the files
 * @param adopted for a link that took over what another one carried, that other one: its stanza's
 *     further lines (dns-nameservers, up …) move along. {@code br0 → eth0}; taken apart, {@code
 *     eth0 → br0}
 * @param vlans ports, and bridges, whose membership in VLANs files must agree on, too
 * @param macs bridges whose MAC somebody wishes
 */
public record PersistRequest(
    NetworkState before,
    NetworkState target,
    Set<InterfaceName> links,
    Map<InterfaceName, InterfaceName> adopted,
    Set<InterfaceName> vlans,
    Set<InterfaceName> macs) {
  public PersistRequest {
    links = Set.copyOf(links);
    vlans = Set.copyOf(vlans);
    macs = Set.copyOf(macs);
    adopted = Collections.unmodifiableMap(new TreeMap<>(adopted));
  }

  /** Where nothing is said of VLANs and MACs. */
  public PersistRequest(
      NetworkState before,
      NetworkState target,
      Set<InterfaceName> links,
      Map<InterfaceName, InterfaceName> adopted) {
    this(before, target, links, adopted, Set.of(), Set.of());
  }

  /**
   * Whether networkd's files are to say a bridge's MAC: a port brings it, or it is set now. Any
   * other one is networkd's own, made from the bridge's name, and set as if somebody had.
   */
  public boolean keepsMac(Link bridge) {
    MacAddress mac = bridge.mac();
    return setsMac(bridge)
        || (mac != null && lasting(bridge).anyMatch(port -> mac.equals(port.mac())));
  }

  /**
   * Whether a bridge gets its MAC now, or somebody wishes it. That it has one which somebody set
   * says nothing: it may have been set so that it stays the same at run time when a port joined,
   * and no file is to say it.
   */
  boolean setsMac(Link bridge) {
    MacAddress mac = bridge.mac();
    if (mac == null || !bridge.macPinned()) {
      return false;
    }
    Optional<MacAddress> had = before.link(bridge.name()).map(Link::mac);
    return macs.contains(bridge.name()) || !had.equals(Optional.of(mac));
  }

  /**
   * Whether a bridge has addresses and no port: networkd gives a link none before it has a carrier,
   * and containers would wait for their gateway.
   */
  public boolean standsAlone(Link bridge) {
    return target.addressesOf(bridge.name()).stream().anyMatch(it -> !it.isLinkLocal6())
        && target.ports(bridge.name()).isEmpty();
  }

  private Stream<Link> lasting(Link bridge) {
    return target.ports(bridge.name()).stream()
        .filter(port -> links.contains(port.name()) || Wanted.isLasting(this, port, bridge.name()));
  }

  /** The refusal of a backend whose files have no words for VLANs of ports. */
  public Optional<Edits.Refused> refusedVlans(String where, String what) {
    Optional<Edits.Refused> ovs =
        links.stream()
            .sorted()
            .filter(this::isOfOvs)
            .findFirst()
            .map(name -> ovs(where, what, name));
    if (ovs.isPresent()) {
      return ovs;
    }
    return vlans.stream()
        .sorted()
        .flatMap(name -> target.link(name).stream())
        .filter(this::isPeculiar)
        .findFirst()
        .map(
            link ->
                new Edits.Refused(
                    where,
                    what + " would not keep the VLANs of " + link.name(),
                    "say persist: false, and apply again after a boot"));
  }

  private boolean isOfOvs(InterfaceName name) {
    return Stream.of(before, target)
        .flatMap(state -> state.link(name).stream())
        .anyMatch(link -> link.isOfOvs() || link.port().containsKey(OvsVlans.OPTION));
  }

  private static Edits.Refused ovs(String where, String what, InterfaceName name) {
    return new Edits.Refused(
        where,
        what + " is not told of bridges of Open vSwitch, and " + name + " is one, or a port of one",
        "say persist: false: the switch itself keeps bridges and ports over a boot; addresses on"
            + " them are gone then");
  }

  private boolean isPeculiar(Link link) {
    // Open vSwitch keeps them itself.
    if (link.port().containsKey(OvsVlans.OPTION)) {
      return false;
    }
    InterfaceName bridge = link.bridge().isPresent() ? link.name() : link.master();
    boolean plain =
        bridge != null
            && target.link(bridge).map(PortVlans::given).filter(link.vlans()::equals).isPresent();
    // A container's port is in no file, and neither are its VLANs.
    boolean lasting =
        bridge != null && (link.name().equals(bridge) || Wanted.isLasting(this, link, bridge));
    return lasting && !plain;
  }
}
