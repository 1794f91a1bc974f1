package dev.bascule.inventory;

import dev.bascule.model.NodeName;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A host while sources are being read. Compared by identity.
 *
 * <p>{@code source} is the file, script or list that named the host first.
 */
final class HostDraft {
  final NodeName name;
  final String source;
  final Map<String, Variable> vars = new LinkedHashMap<>();
  final Set<GroupDraft> groups = new LinkedHashSet<>();

  HostDraft(NodeName name, String source) {
    this.name = name;
    this.source = source;
  }
}
