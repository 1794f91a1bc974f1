package dev.bascule.file;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileMode;
import java.util.HashMap;
import java.util.Map;

/** How each kind of step changes what is observed. */
final class Evolution {
  private static final FileMode LINK_MODE = new FileMode(0777);

  private final Observation before;

  Evolution(Observation before) {
    this.before = before;
  }

  Observation after(Step step) {
    if (step instanceof Step.AtPath atPath) {
      return afterPath(atPath);
    } else if (step instanceof SetSysctl set) {
      return with(
          before.paths(), before.links(), put(before.sysctls(), set.key().text(), set.to()));
    } else if (step instanceof SetModule set) {
      return afterModule(set);
    } else if (step instanceof ControlService control) {
      return afterService(control);
    }
    return afterCommand();
  }

  private Observation afterPath(Step.AtPath step) {
    Map<AbsolutePath, PathState> paths = new HashMap<>(before.paths());
    Map<AbsolutePath, AbsolutePath> links = new HashMap<>(before.links());
    if (step instanceof RemovePath) {
      removeTree(paths, step.path());
    } else {
      // What is below a new directory is absent still, but now its parent is there.
      paths.replaceAll((path, state) -> risen(state, path, step.path()));
      paths.put(step.path(), result(step));
    }
    links.remove(step.path());
    return with(paths, links, before.sysctls());
  }

  private static PathState risen(PathState state, AbsolutePath path, AbsolutePath made) {
    boolean below = path.text().startsWith(made.text() + "/");
    return below && state instanceof PathState.Absent ? new PathState.Absent(made) : state;
  }

  private static void removeTree(Map<AbsolutePath, PathState> paths, AbsolutePath gone) {
    PathState.Absent absent = new PathState.Absent(gone.parent());
    paths.replaceAll((path, state) -> path.text().startsWith(gone.text() + "/") ? absent : state);
    paths.put(gone, absent);
  }

  private static PathState result(Step.AtPath step) {
    if (step instanceof WriteFile write) {
      return new PathState.File(
          write.wanted().asAccess(WriteFile.USUAL_MODE), write.after().sha256(), write.after());
    } else if (step instanceof MakeFolder make) {
      return new PathState.Folder(make.wanted().asAccess(MakeFolder.USUAL_MODE), true);
    } else if (step instanceof MakeLink make) {
      return new PathState.Link(new Wanted(null, null, null).asAccess(LINK_MODE), make.to());
    }
    // What a command makes cannot be known, so a path that it is to make stays unknown.
    return step.before() instanceof PathState.Present present
        ? withAccess(present, ((SetAccess) step).wanted())
        : step.before();
  }

  private static PathState withAccess(PathState.Present state, Wanted wanted) {
    PathState.Access access = wanted.orElse(state.access()).asAccess(state.access().mode());
    if (state instanceof PathState.File file) {
      return new PathState.File(access, file.sha256(), file.content());
    } else if (state instanceof PathState.Folder folder) {
      return new PathState.Folder(access, folder.empty());
    } else if (state instanceof PathState.Link link) {
      return new PathState.Link(access, link.target());
    }
    return new PathState.Special(access, ((PathState.Special) state).kind());
  }

  private Observation afterModule(SetModule set) {
    Map<String, Observation.ModuleState> modules = new HashMap<>(before.modules());
    if (set.loaded()) {
      modules.put(set.name(), Observation.ModuleState.LOADED);
    } else {
      modules.remove(set.name());
    }
    return new Observation(
        before.paths(),
        before.links(),
        before.users(),
        before.groups(),
        before.sysctls(),
        modules,
        before.services(),
        before.unless(),
        before.commandRan(),
        true);
  }

  private Observation afterService(ControlService control) {
    ObservedService seen =
        before.services().getOrDefault(control.name(), new ObservedService(true, null, null));
    ObservedService now =
        switch (control.action()) {
          case START, RESTART -> new ObservedService(true, true, seen.enabled());
          case STOP -> new ObservedService(true, false, seen.enabled());
          case RELOAD -> new ObservedService(true, seen.running(), seen.enabled());
          case ENABLE -> new ObservedService(true, seen.running(), true);
          case DISABLE -> new ObservedService(true, seen.running(), false);
        };
    return new Observation(
        before.paths(),
        before.links(),
        before.users(),
        before.groups(),
        before.sysctls(),
        before.modules(),
        put(before.services(), control.name(), now),
        before.unless(),
        before.commandRan(),
        true);
  }

  private Observation afterCommand() {
    return new Observation(
        before.paths(),
        before.links(),
        before.users(),
        before.groups(),
        before.sysctls(),
        before.modules(),
        before.services(),
        before.unless(),
        true,
        true);
  }

  private Observation with(
      Map<AbsolutePath, PathState> paths,
      Map<AbsolutePath, AbsolutePath> links,
      Map<String, String> sysctls) {
    return new Observation(
        paths,
        links,
        before.users(),
        before.groups(),
        sysctls,
        before.modules(),
        before.services(),
        before.unless(),
        before.commandRan(),
        true);
  }

  private static <K, V> Map<K, V> put(Map<K, V> map, K key, V value) {
    Map<K, V> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }
}
