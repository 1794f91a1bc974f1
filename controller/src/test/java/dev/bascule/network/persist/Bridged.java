package dev.bascule.network.persist;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Cidr;
import dev.bascule.model.FileContent;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import dev.bascule.network.Address;
import dev.bascule.network.Family;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A node whose eth0 became a port of br0, as a request to the backends; and back. */
final class Bridged {
  static final InterfaceName ETH0 = new InterfaceName("eth0");
  static final InterfaceName BR0 = new InterfaceName("br0");
  private static final MacAddress MAC = new MacAddress("52:54:00:12:34:56");

  private Bridged() {}

  static PersistRequest there(String... addresses) {
    return there(BR0, addresses);
  }

  /** With a bridge of another name. */
  static PersistRequest there(InterfaceName bridge, String... addresses) {
    return new PersistRequest(
        plain(addresses), bridged(bridge, addresses), Set.of(ETH0, bridge), Map.of(bridge, ETH0));
  }

  static PersistRequest back(String... addresses) {
    return back(BR0, addresses);
  }

  /** With a bridge of another name. */
  static PersistRequest back(InterfaceName bridge, String... addresses) {
    return new PersistRequest(
        bridged(bridge, addresses), plain(addresses), Set.of(ETH0, bridge), Map.of(ETH0, bridge));
  }

  private static NetworkState plain(String... addresses) {
    return state(List.of(link(ETH0, new LinkKind.Hardware(), null)), ETH0, addresses);
  }

  private static NetworkState bridged(InterfaceName name, String... addresses) {
    LinkKind bridge = new LinkKind.Bridge(Map.of("stp_state", "0", "forward_delay", "0"));
    return state(
        List.of(link(ETH0, new LinkKind.Hardware(), name), link(name, bridge, null)),
        name,
        addresses);
  }

  private static Link link(InterfaceName name, LinkKind kind, @Nullable InterfaceName master) {
    return new Link(name, kind, MAC, false, 1500, true, master, Map.of(), Map.of());
  }

  private static NetworkState state(List<Link> links, InterfaceName holder, String... addresses) {
    List<Address> all = new ArrayList<>();
    for (String address : addresses) {
      all.add(Address.of(holder, Cidr.of(address)));
    }
    Route route =
        new Route(
            Family.V4,
            "unicast",
            "default",
            "main",
            IpAddress.of("10.0.0.1"),
            holder,
            null,
            0,
            "global",
            "static",
            false,
            Map.of(),
            List.of());
    return NetworkState.EMPTY.withLinks(links).withAddresses(all).withRoutes(List.of(route));
  }

  static NodeFiles files(String program, Map<String, String> texts) {
    Map<AbsolutePath, FileContent> content = new TreeMap<>();
    texts.forEach((path, text) -> content.put(new AbsolutePath(path), FileContent.of(text)));
    return new NodeFiles(content, Set.of("networkd", program));
  }

  /** The edits as text: what each file will be. */
  static String shown(Edits edits) {
    if (edits instanceof Edits.Refused refused) {
      return refused.where() + ": " + refused.reason() + "\n";
    }
    StringBuilder text = new StringBuilder();
    for (FileEdit edit : ((Edits.Planned) edits).files()) {
      FileContent after = edit.after();
      text.append("== ").append(edit.path()).append('\n');
      text.append(after == null ? "(removed)\n" : after.text());
    }
    return text.toString();
  }

  /** The files after the edits. */
  static NodeFiles after(NodeFiles before, Edits edits) {
    Map<AbsolutePath, FileContent> content = new TreeMap<>(before.content());
    for (FileEdit edit : ((Edits.Planned) edits).files()) {
      FileContent now = edit.after();
      if (now == null) {
        content.remove(edit.path());
      } else {
        content.put(edit.path(), now);
      }
    }
    return new NodeFiles(content, before.programs());
  }
}
