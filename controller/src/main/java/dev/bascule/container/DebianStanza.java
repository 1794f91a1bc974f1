package dev.bascule.container;

import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The lines of an interface in a container's {@code /etc/network/interfaces}, between two marks. In
 * words that ifupdown has had since Debian 5.
 *
 * <pre>
 * # BEGIN Bascule eth0
 * auto eth0
 * iface eth0 inet static
 *     address 192.0.2.7
 *     netmask 255.255.255.0
 *     gateway 192.0.2.1
 * # END Bascule eth0
 * </pre>
 */
final class DebianStanza {
  private final String name;
  private final Veth veth;
  private final StringBuilder text = new StringBuilder();

  private DebianStanza(Veth veth) {
    this.name = veth.name().text();
    this.veth = veth;
  }

  /** The line before those of an interface. */
  static String begin(String name) {
    return "# BEGIN Bascule " + name;
  }

  /** The line behind them. */
  static String end(String name) {
    return "# END Bascule " + name;
  }

  /** The lines, with both marks. */
  static String of(Veth veth) {
    return new DebianStanza(veth).lines();
  }

  /** Whether the file has a stanza of an interface, what is between marks aside. */
  static boolean hasOther(String file, String name) {
    String others = file.replace(found(file, name).orElse(""), "");
    return Pattern.compile("(?m)^[ \\t]*iface[ \\t]+" + Pattern.quote(name) + "[ \\t]")
        .matcher(others)
        .find();
  }

  /** The lines in a file, with both marks; empty where there are none. */
  static Optional<String> found(String file, String name) {
    String lines = "\n" + file;
    int from = lines.indexOf("\n" + begin(name) + "\n");
    int to = lines.indexOf("\n" + end(name) + "\n", Math.max(from, 0));
    return from < 0 || to < 0
        ? Optional.empty()
        : Optional.of(lines.substring(from + 1, to + end(name).length() + 2));
  }

  /** Whether one mark is there without the other, or both twice. */
  static boolean isBroken(String file, String name) {
    long begins = file.lines().filter(begin(name)::equals).count();
    long ends = file.lines().filter(end(name)::equals).count();
    return begins != ends || begins > 1 || (begins == 1 && found(file, name).isEmpty());
  }

  private String lines() {
    List<Cidr> addresses = veth.addresses() == null ? List.of() : veth.addresses();
    text.append(begin(name)).append("\nauto ").append(name).append('\n');
    List<Cidr> v4 = addresses.stream().filter(address -> !address.address().isV6()).toList();
    List<Cidr> v6 = addresses.stream().filter(address -> address.address().isV6()).toList();
    if (addresses.isEmpty()) {
      text.append("iface ").append(name).append(" inet manual\n");
      up("ip link set dev " + name + " up");
    }
    family("inet", v4);
    family("inet6", v6);
    return text.append(end(name)).append('\n').toString();
  }

  private void family(String family, List<Cidr> addresses) {
    if (addresses.isEmpty()) {
      return;
    }
    boolean v6 = family.equals("inet6");
    Cidr first = addresses.get(0);
    text.append("iface ").append(name).append(' ').append(family).append(" static\n");
    option("address", first.address().text());
    option("netmask", v6 ? Integer.toString(first.prefix()) : Netmask.of(first.prefix()));
    InsideRoutes routes = InsideRoutes.of(veth, v6);
    if (routes.gateway() != null) {
      option("gateway", routes.gateway().text());
    }
    for (Cidr more : addresses.subList(1, addresses.size())) {
      // One that is there is no error; old kernels and busybox cannot replace it.
      up("ip addr add " + more + " dev " + name + " 2>/dev/null || :");
    }
    for (IpAddress host : routes.hosts()) {
      route(v6, host.text());
    }
    if (routes.beyond() != null) {
      route(v6, "default via " + routes.beyond());
    }
  }

  // Kernels before 3.3 do not replace routes of IPv6.
  private void route(boolean v6, String route) {
    String words = " " + route + " dev " + name;
    up(
        v6
            ? "ip -6 route del" + words + " 2>/dev/null; ip -6 route add" + words
            : "ip route replace" + words);
  }

  private void option(String key, String value) {
    text.append("    ").append(key).append(' ').append(value).append('\n');
  }

  private void up(String command) {
    option("up", command);
  }
}
