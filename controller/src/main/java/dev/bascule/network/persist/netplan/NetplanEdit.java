package dev.bascule.network.persist.netplan;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.Address;
import dev.bascule.network.Family;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.Route;
import dev.bascule.network.persist.PersistRequest;
import dev.bascule.network.persist.netplan.BlockYaml.KeyLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One edit of all of netplan's files. */
final class NetplanEdit {
  private static final List<String> SECTIONS =
      List.of("ethernets", "bridges", "vlans", "bonds", "wifis", "tunnels");
  // What belongs to the card itself and not to what is spoken over it.
  private static final Set<String> OF_THE_CARD =
      Set.of(
          "match",
          "set-name",
          "macaddress",
          "wakeonlan",
          "optional",
          "renderer",
          "mtu",
          "virtual-function-count",
          "emit-lldp",
          "interfaces",
          "parameters",
          "id",
          "link");
  private static final Set<String> OF_ROUTES = Set.of("static", "boot");

  private final Map<AbsolutePath, BlockYaml> files;
  private final PersistRequest request;

  NetplanEdit(Map<AbsolutePath, BlockYaml> files, PersistRequest request) {
    this.files = files;
    this.request = request;
  }

  /** Ends an edit. */
  static final class Unsafe extends Exception {
    private static final long serialVersionUID = 1L;
    private final String where;
    private final String reason;
    private final @Nullable String hint;

    Unsafe(String where, String reason, @Nullable String hint) {
      super(where + ": " + reason);
      this.where = where;
      this.reason = reason;
      this.hint = hint;
    }

    String where() {
      return where;
    }

    String reason() {
      return reason;
    }

    @Nullable String hint() {
      return hint;
    }
  }

  /** A device's place: its file, its section, its key. */
  private record Device(AbsolutePath path, String section, KeyLine key) {}

  void run() throws Unsafe {
    for (InterfaceName name : request.links().stream().sorted().toList()) {
      Optional<Link> link = request.target().link(name);
      InterfaceName giver = request.adopted().get(name);
      if (link.isPresent()) {
        declare(link.get(), giver);
        if (giver != null) {
          takeOver(giver, name);
        }
        agree(link.get());
      }
    }
    for (InterfaceName name : request.links().stream().sorted().toList()) {
      if (request.target().link(name).isEmpty()) {
        remove(name);
      }
    }
  }

  private Optional<Device> find(InterfaceName link) throws Unsafe {
    Device found = null;
    for (Map.Entry<AbsolutePath, BlockYaml> file : files.entrySet()) {
      BlockYaml yaml = file.getValue();
      for (String section : SECTIONS) {
        KeyLine above = yaml.at("network", section).orElse(null);
        for (KeyLine key : above == null ? List.<KeyLine>of() : yaml.below(above)) {
          if (isFor(yaml, key, link)) {
            if (found != null) {
              throw unsafe(file.getKey(), key, link + " is described a second time", "join both");
            }
            found = new Device(file.getKey(), section, key);
          }
        }
      }
    }
    return Optional.ofNullable(found);
  }

  private static boolean isFor(BlockYaml yaml, KeyLine key, InterfaceName link) {
    Optional<String> named = yaml.child(key, "set-name").map(KeyLine::inline);
    return named.isPresent() ? named.get().equals(link.text()) : key.name().equals(link.text());
  }

  private static Unsafe unsafe(
      AbsolutePath path, KeyLine key, String reason, @Nullable String hint) {
    return new Unsafe(path + ":" + (key.line() + 1), reason, hint);
  }

  /** A device's place; {@code {}} is opened, other braces cannot be edited line by line. */
  private Device open(InterfaceName link) throws Unsafe {
    Device device =
        find(link)
            .orElseThrow(() -> new Unsafe(NetplanBackend.ETC, "no file describes " + link, null));
    if (device.key().inline().isEmpty()) {
      return device;
    }
    if (!device.key().inline().equals("{}")) {
      throw unsafe(
          device.path(),
          device.key(),
          link + " is written in braces",
          "write its keys line by line");
    }
    BlockYaml yaml = file(device);
    files.put(
        device.path(),
        yaml.withLine(device.key(), yaml.line(device.key()).replaceFirst(":\\s*\\{}", ":")));
    return find(link).orElseThrow();
  }

  private BlockYaml file(Device device) {
    return Objects.requireNonNull(files.get(device.path()));
  }

  private void declare(Link link, @Nullable InterfaceName giver) throws Unsafe {
    if (find(link.name()).isPresent()) {
      return;
    }
    AbsolutePath path =
        giver == null
            ? new ArrayList<>(files.keySet()).get(files.size() - 1)
            : find(giver).map(Device::path).orElse(files.keySet().iterator().next());
    String section = section(link, path);
    BlockYaml yaml = Objects.requireNonNull(files.get(path));
    KeyLine network =
        yaml.at("network")
            .orElseThrow(() -> new Unsafe(path + ":1", "there is no 'network:'", null));
    int depth = yaml.below(network).stream().findFirst().map(KeyLine::indent).orElse(2);
    Optional<KeyLine> there = yaml.child(network, section);
    if (there.isEmpty()) {
      List<String> lines = List.of(" ".repeat(depth) + section + ":");
      yaml = yaml.inserted(network.end(), lines);
      there = yaml.at("network", section);
    } else if (!there.get().inline().isEmpty()) {
      throw unsafe(path, there.get(), section + " is written in braces", "write it line by line");
    }
    KeyLine above = there.orElseThrow();
    int inner = yaml.below(above).stream().findFirst().map(KeyLine::indent).orElse(2 * depth);
    files.put(path, yaml.inserted(above.end(), List.of(" ".repeat(inner) + link.name() + ":")));
  }

  private static String section(Link link, AbsolutePath path) throws Unsafe {
    LinkKind kind = link.kind();
    if (kind instanceof LinkKind.Bridge) {
      return "bridges";
    } else if (kind instanceof LinkKind.Vlan) {
      return "vlans";
    } else if (kind instanceof LinkKind.Hardware) {
      return "ethernets";
    }
    throw new Unsafe(
        path.text(),
        "netplan has no section for " + link.name() + " (" + kind + ")",
        "say persist: false for it");
  }

  /** Moves what is spoken over a link to the one that took over. */
  private void takeOver(InterfaceName giver, InterfaceName taker) throws Unsafe {
    if (find(giver).isEmpty()) {
      return;
    }
    for (boolean moved = true; moved; ) {
      moved = false;
      Device from = open(giver);
      for (KeyLine key : file(from).below(from.key())) {
        if (!OF_THE_CARD.contains(key.name()) && !key.name().endsWith("-offload")) {
          move(from, key, giver, taker);
          moved = true;
          break;
        }
      }
    }
    close(giver);
  }

  private void move(Device from, KeyLine key, InterfaceName giver, InterfaceName taker)
      throws Unsafe {
    Device to = open(taker);
    int indent = childIndent(to);
    // An address's label follows the link's name, or networkd takes it for another address.
    String label = "(\\blabel\\s*:\\s*[\"']?)" + Pattern.quote(giver.text()) + ":";
    List<String> lines =
        file(from).block(key, indent).stream()
            .map(line -> line.replaceAll(label, "$1" + taker + ":"))
            .toList();
    files.put(from.path(), file(from).without(key));
    Device now = open(taker);
    files.put(now.path(), file(now).inserted(now.key().end(), lines));
  }

  // A key without anything below it is null, which netplan refuses.
  private void close(InterfaceName link) throws Unsafe {
    Device device = open(link);
    BlockYaml yaml = file(device);
    if (yaml.below(device.key()).isEmpty()) {
      String line = yaml.line(device.key()).replaceFirst(":", ": {}");
      files.put(device.path(), yaml.withLine(device.key(), line));
    }
  }

  private int childIndent(Device device) {
    return file(device).below(device.key()).stream()
        .findFirst()
        .map(KeyLine::indent)
        .orElse(device.key().indent() + 2);
  }

  private void agree(Link link) throws Unsafe {
    if (link.kind() instanceof LinkKind.Bridge bridge) {
      List<String> ports =
          request.target().ports(link.name()).stream()
              .map(Link::name)
              .filter(port -> request.links().contains(port))
              .map(InterfaceName::text)
              .toList();
      items(link.name(), "interfaces", ports);
      if (link.mac() != null && request.keepsMac(link)) {
        scalar(link.name(), "macaddress", link.mac().text(), null);
      }
      if (request.standsAlone(link)) {
        scalar(link.name(), "ignore-carrier", "true", null);
      }
      scalar(link.name(), "stp", Boolean.toString(bridge.stp()), "parameters");
      scalar(
          link.name(),
          "forward-delay",
          Integer.toString(bridge.forwardDelay() / 100),
          "parameters");
    } else if (link.kind() instanceof LinkKind.Vlan vlan) {
      scalar(link.name(), "id", Integer.toString(vlan.id()), null);
      scalar(link.name(), "link", vlan.link().text(), null);
    }
    if (link.mtu() != 1500) {
      scalar(link.name(), "mtu", Integer.toString(link.mtu()), null);
    }
    items(link.name(), "addresses", addresses(link.name()));
    routes(link.name());
    close(link.name());
  }

  private List<String> addresses(InterfaceName link) {
    return request.target().addressesOf(link).stream()
        .filter(address -> !address.isDynamic() && !address.isLinkLocal6())
        .filter(address -> !address.isOfLoopback())
        .map(Address::local)
        .map(Cidr::toString)
        .toList();
  }

  private void items(InterfaceName link, String name, List<String> wanted) throws Unsafe {
    for (String item : wanted) {
      Device device = open(link);
      BlockYaml yaml = file(device);
      Optional<KeyLine> list = yaml.child(device.key(), name);
      if (list.isEmpty()) {
        String line = " ".repeat(childIndent(device)) + name + ": [" + quoted(item) + "]";
        files.put(device.path(), yaml.inserted(device.key().end(), List.of(line)));
        continue;
      }
      List<String> items =
          yaml.items(list.get())
              .orElseThrow(() -> unsafe(device.path(), list.get(), name + " is no list", null));
      if (items.stream().noneMatch(each -> same(each, item))) {
        files.put(device.path(), yaml.withItem(list.get(), quoted(item)));
      }
    }
  }

  // An IPv6 address begins a mapping where it is not quoted.
  private static String quoted(String item) {
    return item.contains(":") ? '"' + item + '"' : item;
  }

  private static boolean same(String written, String wanted) {
    return written.equals(wanted)
        || (Cidr.parse(written).isPresent() && Cidr.parse(written).equals(Cidr.parse(wanted)));
  }

  private void scalar(InterfaceName link, String name, String value, @Nullable String within)
      throws Unsafe {
    Device device = open(link);
    BlockYaml yaml = file(device);
    KeyLine above = within == null ? device.key() : yaml.child(device.key(), within).orElse(null);
    String line = name + ": " + quoted(value);
    if (above == null) {
      String whole = " ".repeat(childIndent(device)) + within + ": {" + line + "}";
      files.put(device.path(), yaml.inserted(device.key().end(), List.of(whole)));
    } else if (above.inline().startsWith("{")) {
      inBraces(device, above, name, line);
    } else {
      Optional<KeyLine> there = yaml.child(above, name);
      if (there.isEmpty()) {
        int indent =
            yaml.below(above).stream().findFirst().map(KeyLine::indent).orElse(above.indent() + 2);
        files.put(device.path(), yaml.inserted(above.end(), List.of(" ".repeat(indent) + line)));
      } else if (!sameScalar(there.get().inline(), value)) {
        String edited = " ".repeat(there.get().indent()) + line;
        files.put(device.path(), yaml.withLine(there.get(), edited));
      }
    }
  }

  private void inBraces(Device device, KeyLine above, String name, String line) {
    BlockYaml yaml = file(device);
    if (!above.inline().matches(".*[{,]\\s*" + name + "\\s*:.*")) {
      String whole = yaml.line(above);
      int close = whole.lastIndexOf('}');
      String comma = above.inline().matches("\\{\\s*}") ? "" : ", ";
      files.put(
          device.path(),
          yaml.withLine(above, whole.substring(0, close) + comma + line + whole.substring(close)));
    }
  }

  private static boolean sameScalar(String written, String wanted) {
    String bare = written.replaceAll("^[\"']|[\"']$", "").toLowerCase(Locale.ROOT);
    String truth =
        switch (bare) {
          case "no", "off" -> "false";
          case "yes", "on" -> "true";
          default -> bare;
        };
    return truth.equals(wanted.toLowerCase(Locale.ROOT));
  }

  private void routes(InterfaceName link) throws Unsafe {
    for (Route route : request.target().routesOver(link)) {
      Device device = open(link);
      BlockYaml yaml = file(device);
      boolean ours = OF_ROUTES.contains(route.proto()) && route.hops().isEmpty();
      if (!ours || isSaid(yaml, device, route)) {
        continue;
      }
      Optional<KeyLine> list = yaml.child(device.key(), "routes");
      files.put(
          device.path(),
          list.isPresent()
              ? yaml.withItem(list.get(), written(route))
              : yaml.inserted(
                  device.key().end(),
                  List.of(" ".repeat(childIndent(device)) + "routes: [" + written(route) + "]")));
    }
  }

  private static boolean isSaid(BlockYaml yaml, Device device, Route route) {
    String gateway = route.via() == null ? "" : route.via().text();
    String old = route.family() == Family.V6 ? "gateway6" : "gateway4";
    if (route.isDefault()
        && yaml.child(device.key(), old).map(KeyLine::inline).orElse("").equals(gateway)) {
      return true;
    }
    return yaml.child(device.key(), "routes").stream()
        .flatMap(list -> RouteTexts.of(yaml, list).stream())
        .anyMatch(said -> RouteTexts.same(said, route));
  }

  private static String written(Route route) {
    StringBuilder text = new StringBuilder("{to: " + quoted(route.destination()));
    if (route.via() != null) {
      text.append(", via: ").append(quoted(route.via().text()));
    }
    if (route.onlink()) {
      text.append(", on-link: true");
    }
    if (route.src() != null) {
      text.append(", from: ").append(quoted(route.src().text()));
    }
    if (route.metric() != 0 && route.metric() != 1024) {
      text.append(", metric: ").append(route.metric());
    }
    if (!route.table().equals("main")) {
      text.append(", table: ").append(route.table());
    }
    if (route.via() == null) {
      text.append(", scope: link");
    }
    return text.append('}').toString();
  }

  private void remove(InterfaceName link) throws Unsafe {
    Optional<Device> device = find(link);
    if (device.isPresent()) {
      BlockYaml yaml = file(device.get()).without(device.get().key());
      Optional<KeyLine> section = yaml.at("network", device.get().section());
      boolean empty = section.map(key -> yaml.below(key).isEmpty()).orElse(false);
      files.put(device.get().path(), empty ? yaml.without(section.orElseThrow()) : yaml);
    }
  }
}
