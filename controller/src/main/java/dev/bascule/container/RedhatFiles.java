package dev.bascule.container;

import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of an interface in a container's {@code /etc/sysconfig/network-scripts}, in words of
 * RHEL 6 and later; RHEL 5 knows one IPv4 address in such a file.
 *
 * <pre>
 * # Written by Bascule.
 * DEVICE=eth0
 * ONBOOT=yes
 * BOOTPROTO=none
 * NM_CONTROLLED=no
 * IPADDR=192.0.2.7
 * NETMASK=255.255.255.0
 * GATEWAY=192.0.2.1
 * </pre>
 */
final class RedhatFiles {
  static final String FOLDER = "/etc/sysconfig/network-scripts/";
  private static final String MARK = "# Written by Bascule.\n";

  private RedhatFiles() {}

  /** Whether a file's content is ours to remove. */
  static boolean isOurs(@Nullable String content) {
    return content != null && content.startsWith(MARK);
  }

  /** By path; null where there is to be none. */
  static Map<String, @Nullable String> of(Veth veth) {
    Map<String, @Nullable String> files = none(veth.name().text());
    files.replace(FOLDER + "ifcfg-" + veth.name(), interfaceFile(veth));
    files.replace(FOLDER + "route-" + veth.name(), routes(veth, false));
    files.replace(FOLDER + "route6-" + veth.name(), routes(veth, true));
    return files;
  }

  /** None of them. */
  static Map<String, @Nullable String> none(String name) {
    Map<String, @Nullable String> files = new LinkedHashMap<>();
    for (String kind : List.of("ifcfg-", "route-", "route6-")) {
      files.put(FOLDER + kind + name, null);
    }
    return files;
  }

  private static String interfaceFile(Veth veth) {
    StringBuilder text = new StringBuilder(MARK);
    text.append("DEVICE=").append(veth.name()).append('\n');
    text.append("ONBOOT=yes\nBOOTPROTO=none\nNM_CONTROLLED=no\n");
    List<Cidr> addresses = veth.addresses() == null ? List.of() : veth.addresses();
    int number = 0;
    for (Cidr v4 : addresses.stream().filter(each -> !each.address().isV6()).toList()) {
      String behind = number == 0 ? "" : Integer.toString(number);
      text.append("IPADDR").append(behind).append('=').append(v4.address()).append('\n');
      text.append("NETMASK").append(behind).append('=').append(Netmask.of(v4.prefix()));
      text.append('\n');
      number++;
    }
    gateway(text, "GATEWAY=", InsideRoutes.of(veth, false).gateway());
    List<Cidr> v6 = addresses.stream().filter(each -> each.address().isV6()).toList();
    if (!v6.isEmpty()) {
      text.append("IPV6INIT=yes\nIPV6ADDR=").append(v6.get(0)).append('\n');
    }
    if (v6.size() > 1) {
      String more =
          v6.subList(1, v6.size()).stream().map(Cidr::toString).collect(Collectors.joining(" "));
      text.append("IPV6ADDR_SECONDARIES=\"").append(more).append("\"\n");
    }
    gateway(text, "IPV6_DEFAULTGW=", InsideRoutes.of(veth, true).gateway());
    return text.toString();
  }

  private static void gateway(StringBuilder text, String key, @Nullable IpAddress gateway) {
    if (gateway != null) {
      text.append(key).append(gateway).append('\n');
    }
  }

  private static @Nullable String routes(Veth veth, boolean v6) {
    InsideRoutes routes = InsideRoutes.of(veth, v6);
    StringBuilder text = new StringBuilder(MARK);
    for (IpAddress host : routes.hosts()) {
      text.append(new Cidr(host, v6 ? 128 : 32)).append(" dev ").append(veth.name()).append('\n');
    }
    if (routes.beyond() != null) {
      text.append("default via ").append(routes.beyond()).append(" dev ").append(veth.name());
      text.append('\n');
    }
    return routes.hosts().isEmpty() ? null : text.toString();
  }
}
