package dev.bascule.container.lxc;

import dev.bascule.model.Desired;
import dev.bascule.model.InterfaceName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of one LXC container's network.
 *
 * <pre>
 * container:
 *   runtime: lxc
 *   name: dmzmaster01
 *   interfaces:
 *     - {type: veth, bridge: lxcbr0, addresses: [10.0.3.251/24], gateway: 10.0.3.1}
 *     - {type: macvlan, link: lxcbr1, mode: bridge, addresses: [10.0.5.5/24]}
 *   restart: allowed
 * </pre>
 *
 * @param interfaces exactly these, in this order; null leaves them, and writes them in LXC 3's
 *     words
 * @param restart whether a running one may be stopped and started, where nothing less does
 */
public record LxcContainer(LxcPlace place, @Nullable List<LxcInterface> interfaces, boolean restart)
    implements Desired {
  public LxcContainer {
    interfaces = interfaces == null ? null : List.copyOf(interfaces);
  }

  /** The node's own cards that it gets. */
  public List<InterfaceName> cards() {
    return interfaces == null
        ? List.of()
        : interfaces.stream()
            .filter(each -> each.type() == LxcType.PHYS)
            .map(LxcInterface::link)
            .filter(Objects::nonNull)
            .toList();
  }
}
