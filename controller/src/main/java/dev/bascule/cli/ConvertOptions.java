package dev.bascule.cli;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import dev.bascule.model.Value;
import dev.bascule.network.NetworkResource.Bridge;
import dev.bascule.network.NetworkResource.WantedRoute;
import dev.bascule.network.SafeApply;
import dev.bascule.playbook.kind.Located;
import dev.bascule.playbook.kind.NetworkTypes;
import dev.bascule.playbook.kind.Unresolved;
import dev.bascule.playbook.kind.ValueType;
import dev.bascule.source.Problem;
import dev.bascule.source.SourceFile;
import dev.bascule.source.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command line of {@code convert} wants of each node.
 *
 * @param wish without {@code adopt} where the session's own link is meant
 * @param persistence as {@code --persist} names it; {@code auto} for what the node uses
 */
record ConvertOptions(Bridge wish, SafeApply safeApply, String persistence) {
  private static final List<String> FORMS =
      List.of("auto", "ifupdown", "ifcfg", "networkd", "netplan", "none");

  static ConvertOptions of(Invocation invocation) throws UsageException {
    List<InterfaceName> names = read(invocation, "--bridge", NetworkTypes::link);
    if (names.isEmpty()) {
      throw new UsageException("--bridge is missing", "for example --bridge br0");
    }
    String persist = invocation.text("--persist").orElse("auto");
    if (!FORMS.contains(persist)) {
      throw new UsageException(
          "option '--persist': '" + persist + "' is none of " + String.join(", ", FORMS), null);
    }
    InterfaceName port = port(invocation, names.get(0));
    boolean kept = !persist.equals("none");
    Bridge wish =
        invocation.has("--reverse")
            ? gone(invocation, names.get(0), port, kept)
            : made(invocation, names.get(0), port, kept);
    SafeApply safeApply = SafetyOptions.of(invocation).over(SafeApply.USUAL);
    return new ConvertOptions(wish, safeApply, kept ? persist : "auto");
  }

  private static @Nullable InterfaceName port(Invocation invocation, InterfaceName bridge)
      throws UsageException {
    Optional<String> text = invocation.text("--port");
    if (text.isPresent() && text.get().matches("[0-9]+")) {
      throw new UsageException(
          "option '--port': '" + text.get() + "' is no link",
          "it names the link that becomes the bridge's port; SSH's port is written HOST:22");
    }
    List<InterfaceName> ports = read(invocation, "--port", NetworkTypes::link);
    if (ports.contains(bridge)) {
      throw new UsageException("'" + bridge + "' cannot be a port of itself", null);
    }
    return ports.isEmpty() ? null : ports.get(0);
  }

  private static Bridge gone(
      Invocation invocation, InterfaceName bridge, @Nullable InterfaceName port, boolean kept)
      throws UsageException {
    for (String option : List.of("--address", "--gateway", "--mac", "--vlan-filtering")) {
      if (invocation.has(option)) {
        throw new UsageException(
            "--reverse and " + option + " exclude each other",
            "the port gets back what the bridge carries");
      }
    }
    return new Bridge(
        bridge, false, null, null, List.of(), List.of(), null, null, null, null, null, false, port,
        Map.of(), kept);
  }

  private static Bridge made(
      Invocation invocation, InterfaceName bridge, @Nullable InterfaceName port, boolean kept)
      throws UsageException {
    List<Cidr> addresses = read(invocation, "--address", NetworkTypes::address);
    List<WantedRoute> routes = new ArrayList<>();
    for (IpAddress gateway : read(invocation, "--gateway", NetworkTypes::ip)) {
      if (routes.stream().anyMatch(r -> r.via() != null && r.via().isV6() == gateway.isV6())) {
        throw new UsageException(
            "two gateways of " + (gateway.isV6() ? "IPv6" : "IPv4"),
            "a node has one default route");
      }
      routes.add(
          new WantedRoute("default", gateway, bridge, null, null, "main", false, null, Map.of()));
    }
    List<MacAddress> mac = read(invocation, "--mac", NetworkTypes::mac);
    return new Bridge(
        bridge,
        true,
        null,
        port,
        addresses,
        routes,
        mac.isEmpty() ? null : mac.get(0),
        null,
        null,
        null,
        invocation.has("--vlan-filtering") ? true : null,
        false,
        null,
        Map.of(),
        kept);
  }

  private static <T> List<T> read(Invocation invocation, String option, ValueType<T> type)
      throws UsageException {
    List<T> all = new ArrayList<>();
    for (String text : invocation.texts(option)) {
      YamlNode written =
          new YamlNode.Scalar(text, false, null, new SourceFile(option, text).start());
      try {
        all.add(type.read(new Located("option '" + option + "'", new Value.Text(text), written)));
      } catch (Unresolved e) {
        Problem problem = e.problems().get(0);
        throw new UsageException(problem.message(), problem.hint());
      }
    }
    return all;
  }
}
