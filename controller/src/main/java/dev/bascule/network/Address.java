package dev.bascule.network;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An address on a link.
 *
 * @param local the address with its prefix; with a peer, the prefix is the peer's
 * @param peer null where there is none
 * @param broadcast null where none is set
 * @param scope {@code global}, {@code link}, {@code host} or {@code site}
 * @param label IPv4 only, null where it is the link's name: {@code eth0:1}
 * @param flags as {@code ip addr} prints them, those that somebody sets and those that say how it
 *     came: {@code nodad noprefixroute home mngtmpaddr dynamic temporary}; and {@code tentative
 *     dadfailed deprecated}, which a comparison ignores
 * @param valid how long it is valid
 * @param preferred how long it is preferred
 */
public record Address(
    InterfaceName link,
    Cidr local,
    @Nullable IpAddress peer,
    @Nullable IpAddress broadcast,
    String scope,
    @Nullable String label,
    Set<String> flags,
    Lifetime valid,
    Lifetime preferred) {
  public Address {
    flags = Collections.unmodifiableSet(new TreeSet<>(flags));
  }

  /** A plain one for ever: what a user writes as {@code 10.0.0.5/24}. */
  public static Address of(InterfaceName link, Cidr local) {
    return new Address(
        link, local, null, null, "global", null, Set.of(), Lifetime.FOREVER, Lifetime.FOREVER);
  }

  /** Its family. */
  public Family family() {
    return local.address().isV6() ? Family.V6 : Family.V4;
  }

  /** Whether the kernel makes it by itself for each link that is up: IPv6, fe80::/10. */
  public boolean isLinkLocal6() {
    return local.address().isV6() && local.address().isLinkLocal();
  }

  /** Whether the kernel gives it to {@code lo} by itself: 127.0.0.1/8 and ::1/128. */
  public boolean isOfLoopback() {
    return scope.equals("host")
        && (local.toString().equals("127.0.0.1/8") || local.toString().equals("::1/128"));
  }

  /** Whether a DHCP client or a router's advertisement gave it for a time. */
  public boolean isDynamic() {
    return !valid.isForever();
  }

  /** The same on another link; a label follows the link's name. */
  public Address on(InterfaceName other) {
    String moved =
        label != null && label.startsWith(link.text() + ":")
            ? other.text() + label.substring(link.text().length())
            : null;
    boolean fits = moved != null && moved.length() <= InterfaceName.LONGEST;
    return new Address(
        other, local, peer, broadcast, scope, fits ? moved : null, flags, valid, preferred);
  }
}
