package dev.bascule.playbook;

import dev.bascule.playbook.kind.Body;
import dev.bascule.source.Position;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One task or handler.
 *
 * <pre>
 * - name: CT 101 may use 256 MiB
 *   settings: {path: /etc/vz/conf/101.conf, values: {PRIVVMPAGES: 65536}}
 *   when: facts.openvz
 *   loop: "[=containers]"
 *   tags: [memory]
 *   vars: {pages: 65536}
 *   notify: restart vz
 * </pre>
 *
 * @param node the whole task as written
 * @param sound whether nothing was wrong with it when it was read; only then it is resolved
 * @param name as written, may hold expressions; null where the file gives none
 * @param when conditions that must all hold
 * @param loop a list or an expression that gives one; null for no loop
 * @param tags its own and its play's
 * @param variables the mapping of {@code vars}, null for none
 */
public record Task(
    Mapping node,
    boolean sound,
    @Nullable Scalar name,
    Body body,
    List<Scalar> when,
    @Nullable YamlNode loop,
    Set<String> tags,
    @Nullable Mapping variables,
    List<Scalar> notifies) {

  /** Where it begins. */
  public Position position() {
    return node.position();
  }
}
