package dev.bascule.container.proxmox;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One interface, as wanted.
 *
 * @param name inside; what finds it among those that are there
 * @param newMac where neither the playbook nor the file has one
 * @param options as {@code netN} writes them: {@code bridge}, {@code ip}, {@code tag} …; what is
 *     not named stays, and an empty value takes away
 */
public record PveInterface(InterfaceName name, MacAddress newMac, Map<String, String> options) {
  public PveInterface {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }
}
