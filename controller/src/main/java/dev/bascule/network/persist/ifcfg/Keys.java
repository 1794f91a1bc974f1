package dev.bascule.network.persist.ifcfg;

import java.util.regex.Pattern;

/** Which keys of an {@code ifcfg-} file are about what. */
final class Keys {
  private static final Pattern OF_ADDRESSES =
      Pattern.compile(
          "(IPADDR|PREFIX|NETMASK|BROADCAST|NETWORK|GATEWAY|DNS|ARPCHECK|ARPUPDATE)[0-9]*|IPV[46].*"
              + "|DHCP.*|BOOTPROTO"
              + "|DOMAIN|SEARCH|PEER(DNS|ROUTES|NTP)|DEFROUTE|PERSISTENT_DHCLIENT|DHCLIENT.*|SRCADDR"
              + "|SCOPE|METRIC|NOZEROCONF|ZONE|RES_OPTIONS|WINDOW|NO_DHCP.*");
  private static final Pattern OF_BRIDGE =
      Pattern.compile(
          "DEVICE|TYPE|STP|DELAY|BRIDGING_OPTS|MACADDR|HWADDR|ONBOOT|NM_CONTROLLED|UUID|NAME|HOTPLUG"
              + "|MTU|USERCTL|LINKDELAY");

  private Keys() {}

  /** Whether it goes with the addresses. */
  static boolean goes(String key) {
    return OF_ADDRESSES.matcher(key).matches();
  }

  /** Whether it is about a bridge itself, or stands in every file. */
  static boolean isOfBridge(String key) {
    return OF_BRIDGE.matcher(key).matches();
  }
}
