package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What kind of interface a link is, with what only that kind has. */
public sealed interface LinkKind {

  /** A network card, real or virtual: nothing that could be made again by a command. */
  record Hardware() implements LinkKind {}

  /** {@code lo}. */
  record Loopback() implements LinkKind {}

  /**
   * A Linux bridge.
   *
   * @param options as {@code /sys/class/net/BRIDGE/bridge/} names and writes them, those that can
   *     be set: {@code stp_state 0}, {@code forward_delay 0} (in 1/100 s), {@code vlan_filtering 1}
   *     …
   */
  record Bridge(Map<String, String> options) implements LinkKind {
    public Bridge {
      options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** Whether the spanning tree protocol runs. */
    public boolean stp() {
      return !options.getOrDefault("stp_state", "0").equals("0");
    }

    /** In 1/100 s. */
    public int forwardDelay() {
      return Integer.parseInt(options.getOrDefault("forward_delay", "0"));
    }

    /** Whether ports are members of VLANs. */
    public boolean vlanFiltering() {
      return options.getOrDefault("vlan_filtering", "0").equals("1");
    }

    /** The same with an option set. */
    public Bridge with(String option, String value) {
      Map<String, String> more = new TreeMap<>(options);
      more.put(option, value);
      return new Bridge(more);
    }
  }

  /**
   * A bridge of Open vSwitch, by its own interface in the kernel. That it is one only its database
   * tells: to the kernel it is a tap device where packets are switched by a process.
   *
   * @param datapath who switches: {@code system} for the kernel, {@code netdev} for a process
   */
  record OvsBridge(String datapath) implements LinkKind {}

  /**
   * An interface that Open vSwitch makes for the node, as a port of the bridge that is its master.
   */
  record OvsInternal() implements LinkKind {}

  /** An 802.1Q interface on a link. */
  record Vlan(InterfaceName link, int id) implements LinkKind {}

  /**
   * One end of a pair.
   *
   * @param peer null where the other end is in another namespace
   * @param peerNamespace the name of that namespace, null where it has none or is this one
   */
  record Veth(@Nullable InterfaceName peer, @Nullable String peerNamespace) implements LinkKind {}

  /**
   * A MAC address of its own on a link.
   *
   * @param mode {@code private}, {@code vepa}, {@code bridge} or {@code passthru}
   */
  record Macvlan(InterfaceName link, String mode) implements LinkKind {}

  /**
   * Any other: never made or removed by Bascule.
   *
   * @param name as {@code ip -d link} prints it, for example {@code bond} or {@code tun}
   */
  record Other(String name) implements LinkKind {}
}
