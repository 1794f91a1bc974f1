package dev.bascule.network.persist;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of every system that may configure a node's network, as the probe read them.
 *
 * @param content by path: /etc/network/interfaces and what it includes, ifcfg-*, route-*, rule-*,
 *     /etc/sysconfig/network, /etc/systemd/network, /etc/netplan, and their siblings in /run and
 *     /usr/lib
 * @param programs what there is of {@code ifupdown ifupdown2 initscripts networkd netplan
 *     NetworkManager}: installed and, where it is a daemon, running
 */
public record NodeFiles(Map<AbsolutePath, FileContent> content, Set<String> programs) {
  public NodeFiles {
    content = Collections.unmodifiableMap(new TreeMap<>(content));
    programs = Set.copyOf(programs);
  }
}
