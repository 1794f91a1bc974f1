package dev.bascule.inventory;

import java.util.List;

/**
 * A group of hosts.
 *
 * @param name as the inventory writes it; {@code all} and {@code ungrouped} always exist
 * @param depth the longest path from {@code all}, which is at 0
 * @param priority ansible_group_priority, 1 unless the inventory says otherwise
 * @param hosts those named in this very group, in order
 * @param children names of the groups in it, in order
 */
public record Group(
    String name, int depth, long priority, List<String> hosts, List<String> children) {
  public Group {
    hosts = List.copyOf(hosts);
    children = List.copyOf(children);
  }
}
