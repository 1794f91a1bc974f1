package dev.bascule.network.batch;

/**
 * What a node changes its network with.
 *
 * @param ip {@code ip} of iproute2 with {@code type bridge}, {@code master} and {@code -force} (3.x
 *     and later)
 * @param oldIp {@code ip} of iproute2 before that, as on CentOS 6
 * @param busybox whether {@code ip} and {@code brctl} are busybox's
 * @param bridge iproute2's {@code bridge}, for VLANs of ports
 * @param brctl {@code brctl} of bridge-utils, or busybox's
 * @param namespaces {@code ip netns} and {@code unshare -n} work
 * @param arping one that takes {@code -U -c -I}
 * @param ovs {@code ovs-vsctl}, and a database that answers
 */
public record Tools(
    boolean ip,
    boolean oldIp,
    boolean busybox,
    boolean bridge,
    boolean brctl,
    boolean namespaces,
    boolean arping,
    boolean ovs) {
  /** Today's. */
  public static final Tools MODERN = new Tools(true, false, false, true, false, true, false, true);

  /** A node's without Open vSwitch. */
  public Tools(
      boolean ip,
      boolean oldIp,
      boolean busybox,
      boolean bridge,
      boolean brctl,
      boolean namespaces,
      boolean arping) {
    this(ip, oldIp, busybox, bridge, brctl, namespaces, arping, false);
  }
}
