package dev.bascule.container;

import dev.bascule.model.ContainerId;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import dev.bascule.model.NodeName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * MACs for interfaces that were given none: OpenVZ's prefix 00:18:51, and three bytes of a hash of
 * node, container and interface. The same wherever and whenever they are chosen; vzctl's own depend
 * on the node's first link, and change when a bridge is made.
 */
public final class MacChoice {
  private static final String OPENVZ = "00:18:51";
  private static final String LXC = "00:16:3e";
  private static final String PROXMOX = "bc:24:11";

  private MacChoice() {}

  /** For the end inside. */
  public static MacAddress inside(NodeName node, ContainerId id, InterfaceName name) {
    return of(node + "/" + id + "/" + name + "/inside");
  }

  /** For the end on the node. */
  public static MacAddress host(NodeName node, ContainerId id, InterfaceName name) {
    return of(node + "/" + id + "/" + name + "/host");
  }

  /** For an interface of an LXC container: LXC's own prefix. */
  public static MacAddress lxc(NodeName node, String container, int number) {
    return of(LXC, node + "/" + container + "/" + number);
  }

  /** For an interface of a Proxmox container: Proxmox's own prefix. */
  public static MacAddress proxmox(NodeName node, ContainerId id, InterfaceName name) {
    return of(PROXMOX, node + "/" + id + "/" + name);
  }

  private static MacAddress of(String text) {
    return of(OPENVZ, text);
  }

  private static MacAddress of(String prefix, String text) {
    byte[] hash = sha256(text.getBytes(StandardCharsets.UTF_8));
    return new MacAddress(String.format("%s:%02x:%02x:%02x", prefix, hash[0], hash[1], hash[2]));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
