package dev.bascule.inventory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A group while sources are being read. Compared by identity. */
final class GroupDraft {
  final String name;
  final Map<String, Variable> vars = new LinkedHashMap<>();
  final Set<HostDraft> hosts = new LinkedHashSet<>();
  final Set<GroupDraft> children = new LinkedHashSet<>();
  final Set<GroupDraft> parents = new LinkedHashSet<>();
  long priority = 1;

  GroupDraft(String name) {
    this.name = name;
  }

  /** Whether another group lies above this one, at any distance. */
  boolean isBelow(GroupDraft other) {
    Set<GroupDraft> seen = new HashSet<>();
    Deque<GroupDraft> open = new ArrayDeque<>(parents);
    while (!open.isEmpty()) {
      GroupDraft next = open.remove();
      if (next == other) {
        return true;
      }
      if (seen.add(next)) {
        open.addAll(next.parents);
      }
    }
    return false;
  }
}
