package dev.bascule.file;

import dev.bascule.file.PathDifferences.NewContent;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Compares single settings inside files that others own. */
final class SettingsDifferences {
  private SettingsDifferences() {}

  static Difference settings(Resource.Settings wanted, Observation observed) {
    BiPredicate<String, String> same =
        wanted.style() == Resource.SettingsStyle.SPACE ? String::equalsIgnoreCase : String::equals;
    return edited(wanted, same, observed);
  }

  static Difference sysctlFile(
      AbsolutePath path, SysctlKey key, Resource.Sysctl wanted, Observation observed) {
    Resource.Settings settings =
        new Resource.Settings(
            path,
            Map.of(wanted.key(), Optional.of(wanted.value())),
            Resource.SettingsStyle.EQUALS,
            true,
            Attributes.ANY);
    return edited(settings, (asked, found) -> key.matches(found), observed);
  }

  private static Difference edited(
      Resource.Settings wanted, BiPredicate<String, String> same, Observation observed) {
    // A link is followed: the file belongs to others, who have their reasons for the link.
    AbsolutePath path = observed.real(wanted.path());
    PathState state = observed.at(path);
    Optional<Difference> obstacle =
        Owners.missing(wanted.attributes(), observed)
            .or(() -> PathDifferences.notAFilePlace(path, state, observed))
            .or(() -> missing(wanted, path, state))
            .or(() -> unwritable(wanted));
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    FileContent before = contentOf(state);
    if (before == null) {
      return Difference.impossible(
          path + " is too large to edit single settings in", "the limit is 256 KiB");
    }
    FileContent after = new SettingsText(wanted.style(), same).edit(before, wanted.settings());
    return PathDifferences.content(
        path, state, NewContent.editedTo(after), wanted.attributes(), observed);
  }

  private static @Nullable FileContent contentOf(PathState state) {
    return state instanceof PathState.File file ? file.content() : FileContent.EMPTY;
  }

  private static Optional<Difference> missing(
      Resource.Settings wanted, AbsolutePath path, PathState state) {
    if (state instanceof PathState.Absent && !wanted.create()) {
      return Optional.of(
          Difference.impossible(
              path + " does not exist on this node", "create: true makes it with these settings"));
    }
    return Optional.empty();
  }

  private static Optional<Difference> unwritable(Resource.Settings wanted) {
    for (Map.Entry<String, Optional<String>> setting : wanted.settings().entrySet()) {
      Optional<String> problem =
          SettingsText.problemOf(wanted.style(), setting.getKey(), setting.getValue());
      if (problem.isPresent()) {
        return Optional.of(Difference.impossible(problem.get(), null));
      }
    }
    return Optional.empty();
  }
}
