package dev.bascule.container;

import dev.bascule.model.Cidr;
import dev.bascule.model.ContainerId;
import dev.bascule.model.Desired;
import dev.bascule.model.IpAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of one OpenVZ container's network.
 *
 * <pre>
 * container:
 *   runtime: openvz
 *   id: 101
 *   interfaces:
 *     - {type: veth, name: eth0, bridge: br0, addresses: [85.86.87.195/26], gateway: 85.86.87.193}
 *     - {type: venet, addresses: [10.0.0.1]}
 *   nameservers: [192.0.2.53]
 * </pre>
 *
 * @param present false: what is listed is taken away
 * @param veths those that are not listed stay as they are
 * @param venet exactly these addresses; null leaves them as they are
 * @param nameservers exactly these; null leaves them
 * @param searchDomains exactly these; null leaves them
 * @param settings lines of the container's file that vzctl keeps and does not know; an empty value
 *     removes the line
 * @param live whether the node's script can be asked for a new interface while the container runs:
 *     vznetaddbr knows only what is in the container's file, where vzctl puts it afterwards
 */
public record Container(
    ContainerId id,
    boolean present,
    List<Veth> veths,
    @Nullable List<Cidr> venet,
    @Nullable List<IpAddress> nameservers,
    @Nullable List<String> searchDomains,
    Map<String, Optional<String>> settings,
    boolean live)
    implements Desired {
  public Container {
    veths = List.copyOf(veths);
    venet = venet == null ? null : List.copyOf(venet);
    nameservers = nameservers == null ? null : List.copyOf(nameservers);
    searchDomains = searchDomains == null ? null : List.copyOf(searchDomains);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  public Container(
      ContainerId id,
      boolean present,
      List<Veth> veths,
      @Nullable List<Cidr> venet,
      @Nullable List<IpAddress> nameservers,
      @Nullable List<String> searchDomains,
      Map<String, Optional<String>> settings) {
    this(id, present, veths, venet, nameservers, searchDomains, settings, true);
  }
}
