package dev.bascule.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What differs of an interface's files inside of a running container. */
final class InsideFiles {
  private static final String INTERFACES = "/etc/network/interfaces";

  private final SeenContainer seen;
  private final Veth veth;
  private final Map<String, String> files;
  private final boolean present;
  private final List<VzStep> steps = new ArrayList<>();

  private InsideFiles(SeenContainer seen, Veth veth, Map<String, String> files, boolean present) {
    this.seen = seen;
    this.veth = veth;
    this.files = files;
    this.present = present && veth.present();
  }

  /**
   * The steps; none where it does not run.
   *
   * @param present whether the container's task wants it at all
   */
  static List<VzStep> between(SeenContainer seen, Veth veth, boolean present) {
    Inside inside = seen.inside();
    if (inside == null) {
      return List.of();
    }
    InsideFiles all = new InsideFiles(seen, veth, inside.files(), present);
    all.debian();
    all.redhat();
    return List.copyOf(all.steps);
  }

  /** Why the files that are wanted cannot be had. */
  static Optional<ContainerDifference.Impossible> obstacle(SeenContainer seen, Veth veth) {
    if (!veth.present() || !veth.inside().isWritten()) {
      return Optional.empty();
    }
    Inside inside = seen.inside();
    if (inside == null) {
      return impossible(
          "the files inside of container "
              + seen.id()
              + " are looked at and written while it runs, and it does not run",
          "start it: vzctl start "
              + seen.id()
              + "; or let the node's script do it: inside: script");
    }
    return veth.inside() == InsideBy.DEBIAN
        ? debianObstacle(seen, veth, inside.files().get(INTERFACES))
        : redhatObstacle(seen, veth, inside.files());
  }

  private static Optional<ContainerDifference.Impossible> debianObstacle(
      SeenContainer seen, Veth veth, @Nullable String file) {
    String name = veth.name().text();
    if (file == null) {
      return impossible(
          "container " + seen.id() + " has no " + INTERFACES, "is it of another family?");
    }
    if (DebianStanza.isBroken(file, name)) {
      return impossible(
          INTERFACES + " in container " + seen.id() + " has one of the marks of " + name + " alone",
          "they are '" + DebianStanza.begin(name) + "' and '" + DebianStanza.end(name) + "'");
    }
    if (DebianStanza.hasOther(file, name)) {
      return impossible(
          INTERFACES + " in container " + seen.id() + " has a stanza of " + name + " already",
          "remove it there; all else in the file stays");
    }
    return Optional.empty();
  }

  private static Optional<ContainerDifference.Impossible> redhatObstacle(
      SeenContainer seen, Veth veth, Map<String, String> files) {
    if (files.keySet().stream().noneMatch(path -> path.startsWith(RedhatFiles.FOLDER))) {
      return impossible(
          "container " + seen.id() + " has no ifcfg files in " + RedhatFiles.FOLDER,
          "is it of another family?");
    }
    for (String path : RedhatFiles.none(veth.name().text()).keySet()) {
      // It could not be given back as it was.
      if (files.getOrDefault(path, "").indexOf('\uFFFD') >= 0) {
        return impossible(path + " in container " + seen.id() + " is not UTF-8", "remove it there");
      }
    }
    return Optional.empty();
  }

  private static Optional<ContainerDifference.Impossible> impossible(String message, String hint) {
    return Optional.of(new ContainerDifference.Impossible(message, hint));
  }

  private void debian() {
    String name = veth.name().text();
    boolean wanted = present && veth.inside() == InsideBy.DEBIAN;
    String from =
        Optional.ofNullable(files.get(INTERFACES))
            .flatMap(file -> DebianStanza.found(file, name))
            .orElse(null);
    add(INTERFACES, name, from, wanted ? DebianStanza.of(veth) : null);
  }

  // Of what is not wanted only our own goes.
  private void redhat() {
    boolean wanted = present && veth.inside() == InsideBy.REDHAT;
    String name = veth.name().text();
    (wanted ? RedhatFiles.of(veth) : RedhatFiles.none(name))
        .forEach(
            (path, to) -> {
              String from = files.get(path);
              if (to != null || wanted || RedhatFiles.isOurs(from)) {
                add(path, null, from, to);
              }
            });
  }

  private void add(
      String path, @Nullable String block, @Nullable String from, @Nullable String to) {
    if (!Objects.equals(from, to)) {
      steps.add(new ChangeInsideFile(seen.id(), path, block, from, to));
    }
  }
}
