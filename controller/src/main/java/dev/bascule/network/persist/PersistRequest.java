package dev.bascule.network.persist;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.NetworkState;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the files shall say.
 *
 * @param before what there was at run time
 * @param target what there is once the batch has run
 * @param links the links that files must agree on with the target; one that is not in the target is
 *     to go from the files
 * @param adopted for a link that took over what another one carried, that other one: its stanza's
 *     further lines (dns-nameservers, up …) move along. {@code br0 → eth0}; taken apart, {@code
 *     eth0 → br0}
 */
public record PersistRequest(
    NetworkState before,
    NetworkState target,
    Set<InterfaceName> links,
    Map<InterfaceName, InterfaceName> adopted) {
  public PersistRequest {
    links = Set.copyOf(links);
    adopted = Collections.unmodifiableMap(new TreeMap<>(adopted));
  }
}
