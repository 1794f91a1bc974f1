package dev.bascule.probe;

import dev.bascule.probe.InterfaceDraft.Interfaces;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code ifconfig -a} prints: net-tools 1.60, net-tools 2 and busybox. */
final class IfconfigText {
  private static final Pattern NAME = Pattern.compile("^([^\\s:]+(?::\\d+)?):?\\s.*");
  private static final Pattern MAC = Pattern.compile("(?:HWaddr|ether) ([0-9A-Fa-f:]{17})");
  private static final Pattern MTU = Pattern.compile("(?i)mtu[: ](\\d+)");
  private static final Pattern INET =
      Pattern.compile("inet (?:addr:)?([0-9.]+).*?(?:Mask:|netmask )([0-9.]+)");
  private static final Pattern INET6 =
      Pattern.compile("inet6 (?:addr: )?([0-9A-Fa-f:]+)(?:/(\\d+)|\\s+prefixlen (\\d+))");

  private IfconfigText() {}

  static Interfaces interfaces(List<String> lines) {
    Interfaces interfaces = new Interfaces();
    InterfaceDraft current = null;
    for (String line : lines) {
      Matcher name = NAME.matcher(line);
      if (name.matches()) {
        current = interfaces.named(name.group(1));
      }
      if (current != null) {
        readLine(line, current);
      }
    }
    return interfaces;
  }

  private static void readLine(String line, InterfaceDraft link) {
    Matcher mac = MAC.matcher(line);
    if (mac.find()) {
      link.mac(mac.group(1).toLowerCase(Locale.ROOT));
    }
    Matcher mtu = MTU.matcher(line);
    if (mtu.find()) {
      link.mtu(mtu.group(1));
    }
    Matcher inet = INET.matcher(line);
    if (inet.find()) {
      link.address(inet.group(1) + "/" + prefixOf(inet.group(2)));
    }
    Matcher inet6 = INET6.matcher(line);
    if (inet6.find()) {
      String length = inet6.group(2) == null ? inet6.group(3) : inet6.group(2);
      link.address(inet6.group(1).toLowerCase(Locale.ROOT) + "/" + length);
    }
  }

  private static int prefixOf(String mask) {
    int bits = 0;
    for (String part : mask.split("\\.", -1)) {
      bits += Integer.bitCount(Integer.parseInt(part));
    }
    return bits;
  }
}
