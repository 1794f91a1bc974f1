package dev.bascule.probe.net;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.network.Address;
import dev.bascule.network.Lifetime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the IPv4 addresses that {@code ifconfig -a} prints: net-tools 1.60 and 2, busybox. It does
 * not know addresses without a label.
 */
final class IfconfigAddresses {
  private static final Pattern NAME = Pattern.compile("^([^\\s:]+)(:[^\\s:]+)?:?\\s.*");
  private static final Pattern INET = Pattern.compile("\\binet (?:addr: ?)?([0-9.]+)");
  private static final Pattern MASK = Pattern.compile("(?:Mask:|netmask )([0-9.]+)");
  private static final Pattern BROADCAST = Pattern.compile("(?:Bcast:|broadcast )([0-9.]+)");
  private static final Pattern PEER = Pattern.compile("(?:P-t-P:|destination )([0-9.]+)");

  private IfconfigAddresses() {}

  static List<Address> read(List<String> lines) {
    List<Address> addresses = new ArrayList<>();
    String name = "";
    String label = "";
    for (String line : lines) {
      Matcher begin = NAME.matcher(line);
      if (begin.matches()) {
        name = begin.group(1);
        label = begin.group(2) == null ? "" : begin.group(2);
      }
      Optional<IpAddress> local = found(INET, line);
      Optional<InterfaceName> link = Words.link(name);
      if (local.isPresent() && link.isPresent()) {
        addresses.add(address(link.get(), label, local.get(), line));
      }
    }
    return addresses;
  }

  private static Address address(InterfaceName link, String label, IpAddress local, String line) {
    int length = found(MASK, line).map(IfconfigAddresses::bits).orElse(32);
    return new Address(
        link,
        new Cidr(local, length),
        found(PEER, line).orElse(null),
        found(BROADCAST, line).filter(brd -> !brd.text().equals("0.0.0.0")).orElse(null),
        local.text().startsWith("127.") ? "host" : "global",
        label.isEmpty() ? null : link.text() + label,
        Set.of(),
        Lifetime.FOREVER,
        Lifetime.FOREVER);
  }

  private static Optional<IpAddress> found(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    return matcher.find() ? IpAddress.parse(matcher.group(1)) : Optional.empty();
  }

  private static int bits(IpAddress mask) {
    int bits = 0;
    for (byte part : mask.bytes()) {
      bits += Integer.bitCount(part & 0xff);
    }
    return bits;
  }
}
