package dev.bascule.graph;

import dev.bascule.network.Link;
import dev.bascule.network.OvsVlans;
import dev.bascule.network.PortVlans;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The VLANs of a port, in short. */
final class PortLabel {
  private static final Pattern ACCESS = Pattern.compile("pvid (\\d+), untagged \\1");

  private static final Pattern TAG = Pattern.compile("tag=(\\d+)");

  private PortLabel() {}

  /** Empty where the bridge does not filter, and for a port of Open vSwitch in all VLANs. */
  static String of(Link port) {
    String switched = port.port().get(OvsVlans.OPTION);
    if (switched != null) {
      Matcher tag = TAG.matcher(switched);
      return tag.matches() ? "VLAN " + tag.group(1) : switched;
    }
    return port.vlans().isEmpty() ? "" : of(PortVlans.text(port.vlans()));
  }

  /** {@code VLAN 10} for a port of only one, which does not tag it. */
  static String of(String text) {
    Matcher access = ACCESS.matcher(text);
    return access.matches() ? "VLAN " + access.group(1) : text;
  }
}
