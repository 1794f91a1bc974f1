package dev.bascule.file;

import dev.bascule.model.Change;
import dev.bascule.model.FileMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The permissions and owner that a path gets, as {@code chown} takes them.
 *
 * @param mode null to leave it
 * @param owner a number, or a name that a command of the same plan will have made; null to leave it
 * @param group likewise
 */
public record Wanted(@Nullable FileMode mode, @Nullable String owner, @Nullable String group) {

  /** Whether a path has all that is wanted. */
  public boolean holdsFor(PathState.Access access) {
    return (mode == null || mode.equals(access.mode()))
        && (owner == null || isOne(owner, access.uid(), access.user()))
        && (group == null || isOne(group, access.gid(), access.group()));
  }

  private static boolean isOne(String wanted, long number, String name) {
    return wanted.equals(Long.toString(number)) || wanted.equals(name);
  }

  /** What is not null here, and what a path has for the rest. */
  public Wanted orElse(PathState.Access access) {
    return new Wanted(
        mode == null ? access.mode() : mode,
        owner == null ? Long.toString(access.uid()) : owner,
        group == null ? Long.toString(access.gid()) : group);
  }

  /** What a path has once it holds; what is left open is root's. */
  PathState.Access asAccess(FileMode otherwise) {
    String user = owner == null ? "0" : owner;
    String members = group == null ? "0" : group;
    FileMode bits = mode == null ? otherwise : mode;
    return new PathState.Access(bits, number(user), number(members), user, members);
  }

  // A name whose number is not known yet equals no number.
  private static long number(String text) {
    return text.chars().allMatch(Character::isDigit) ? Long.parseLong(text) : -1;
  }

  /** The single differences to what is there; names as the task wrote them. */
  List<Change.Detail> differences(PathState.@Nullable Access from, Attributes asWritten) {
    List<Change.Detail> details = new ArrayList<>();
    if (mode != null && (from == null || !mode.equals(from.mode()))) {
      details.add(
          new Change.Detail("mode", from == null ? null : from.mode().toString(), mode.toString()));
    }
    if (owner != null
        && asWritten.owner() != null
        && (from == null || !isOne(owner, from.uid(), from.user()))) {
      details.add(new Change.Detail("owner", from == null ? null : from.user(), asWritten.owner()));
    }
    if (group != null
        && asWritten.group() != null
        && (from == null || !isOne(group, from.gid(), from.group()))) {
      details.add(
          new Change.Detail("group", from == null ? null : from.group(), asWritten.group()));
    }
    return List.copyOf(details);
  }
}
