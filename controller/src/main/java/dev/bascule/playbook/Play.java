package dev.bascule.playbook;

import dev.bascule.playbook.kind.SafeApplyKeys;
import dev.bascule.source.Position;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of the nodes that a pattern matches.
 *
 * <pre>
 * - name: The ground that containers stand on
 *   hosts: hardware_nodes:!retired
 *   vars: {pages: 128}
 *   vars_files: [versions.yml]
 *   serial: [1, 10%]
 *   safe_apply: {window: 90s}
 *   tags: [base]
 *   tasks: […]
 *   handlers: […]
 * </pre>
 *
 * @param name the pattern where the file gives no name
 * @param hosts the pattern as written, the entries of a list joined by commas
 * @param variables the mapping of {@code vars}, null for none; vars_files override it
 * @param waves how it goes over its nodes
 * @param safeApply how changes of the network are proven; null where the file does not say
 * @param folder where the playbook file lies; files are searched from there
 */
public record Play(
    String name,
    Position position,
    Scalar hosts,
    @Nullable Mapping variables,
    List<Scalar> varsFiles,
    Waves waves,
    @Nullable SafeApplyKeys safeApply,
    List<Task> tasks,
    List<Task> handlers,
    Path folder) {}
