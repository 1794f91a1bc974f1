package dev.bascule.network.persist;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.Sysctls;
import org.jspecify.annotations.Nullable;

/**
 * Whether IPv6 is to be off on a bridge's port at a boot as well: its link-local address would be
 * there twice, on the port and on the bridge that has the same MAC.
 */
public enum Ipv6Off {
  /** The change switches it off. */
  WANTED,
  /** What a change before wrote is to go. */
  OVER,
  /** The files stay as they are. */
  AS_IT_IS;

  /** What a request means for one link. */
  public static Ipv6Off of(PersistRequest request, InterfaceName name) {
    String path = path(name);
    String was = request.before().sysctls().get(path);
    String is = request.target().sysctls().get(path);
    @Nullable InterfaceName master = request.target().link(name).map(Link::master).orElse(null);
    if (master == null) {
      return "1".equals(is) ? AS_IT_IS : OVER;
    }
    if ("1".equals(is)) {
      return "1".equals(was) ? AS_IT_IS : WANTED;
    }
    return "1".equals(was) && "0".equals(is) ? OVER : AS_IT_IS;
  }

  /** The parameter, as a path below {@code /proc/sys}. */
  public static String path(InterfaceName name) {
    return Sysctls.path("ipv6/conf", name, "disable_ipv6");
  }
}
