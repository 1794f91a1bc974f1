package dev.bascule.file;

import dev.bascule.model.AbsolutePath;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a probe saw of everything that a plan touches. Immutable; {@link #after} gives what will be
 * there once a step is done, so that later tasks are planned against it.
 *
 * @param paths what is at each path that was asked for
 * @param links for each followed path that is a link, where it leads in the end
 * @param users numbers of the users that exist
 * @param groups numbers of the groups that exist
 * @param sysctls values of the parameters that exist
 * @param modules the modules that are loaded or built in
 * @param services by name as asked
 * @param unless how each command's {@code unless} ended: true when it need not run
 * @param commandRan whether a command of the plan comes before, so that anything may have changed
 */
public record Observation(
    Map<AbsolutePath, PathState> paths,
    Map<AbsolutePath, AbsolutePath> links,
    Map<String, Long> users,
    Map<String, Long> groups,
    Map<String, String> sysctls,
    Map<String, ModuleState> modules,
    Map<String, ObservedService> services,
    Map<Resource.Command, Boolean> unless,
    boolean commandRan,
    boolean changed) {

  /** Nothing seen. */
  public static final Observation NOTHING =
      new Observation(
          Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), false,
          false);

  /** How a module is there; one that is not is not in the map. */
  public enum ModuleState {
    LOADED,
    BUILT_IN
  }

  public Observation {
    paths = Map.copyOf(paths);
    links = Map.copyOf(links);
    users = Map.copyOf(users);
    groups = Map.copyOf(groups);
    sysctls = Map.copyOf(sysctls);
    modules = Map.copyOf(modules);
    services = Map.copyOf(services);
    unless = Map.copyOf(unless);
  }

  /** What is at a path that was asked for, links not followed. */
  public PathState at(AbsolutePath path) {
    PathState state = paths.get(path);
    if (state != null) {
      return state;
    }
    // A path is not asked for when a parent was asked for and is absent: it is absent too.
    for (AbsolutePath up = path; !up.text().equals("/"); up = up.parent()) {
      if (paths.get(up) instanceof PathState.Absent absent) {
        return absent;
      }
    }
    throw new IllegalStateException("the probe was not asked for " + path);
  }

  /** Whether something was learned about a path. */
  public boolean knows(AbsolutePath path) {
    return paths.containsKey(path);
  }

  /** The path that a path leads to, links followed. */
  public AbsolutePath real(AbsolutePath path) {
    return links.getOrDefault(path, path);
  }

  /** The directory above a path as far as it is known, or null. */
  @Nullable PathState parentOf(AbsolutePath path) {
    return paths.get(path.parent());
  }

  /** Both, what is asked later wins. */
  public Observation plus(Observation later) {
    return new Observation(
        merged(paths, later.paths),
        merged(links, later.links),
        merged(users, later.users),
        merged(groups, later.groups),
        merged(sysctls, later.sysctls),
        merged(modules, later.modules),
        merged(services, later.services),
        merged(unless, later.unless),
        commandRan || later.commandRan,
        changed || later.changed);
  }

  private static <K, V> Map<K, V> merged(Map<K, V> a, Map<K, V> b) {
    Map<K, V> all = new HashMap<>(a);
    all.putAll(b);
    return all;
  }

  /** The same, where more may be there by then than was seen. */
  public Observation changing() {
    return new Observation(
        paths, links, users, groups, sysctls, modules, services, unless, commandRan, true);
  }

  /** What will be there once a step is done. */
  public Observation after(Step step) {
    return new Evolution(this).after(step);
  }

  Optional<String> sysctl(SysctlKey key) {
    return Optional.ofNullable(sysctls.get(key.text()));
  }
}
