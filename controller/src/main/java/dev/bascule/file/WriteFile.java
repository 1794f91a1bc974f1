package dev.bascule.file;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.model.FileMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A regular file gets a content, by a rename over whatever file or link is there.
 *
 * @param wanted the permissions and owner of the new file
 * @param details what differs besides the content
 * @param secret whether the content must not be shown
 * @param edited whether the new content was made from what was there; then that must still be there
 * @param brought whether the content is a script that this program brings along
 */
public record WriteFile(
    AbsolutePath path,
    PathState before,
    FileContent after,
    Wanted wanted,
    List<Detail> details,
    boolean secret,
    boolean edited,
    boolean brought)
    implements Step.AtPath {
  /** The mode of a new file where the task names none. */
  public static final FileMode USUAL_MODE = new FileMode(0644);

  public WriteFile {
    details = List.copyOf(details);
  }

  @Override
  public Verb verb() {
    return before instanceof PathState.Absent ? Verb.CREATE : Verb.UPDATE;
  }

  @Override
  public Optional<ContentChange> content() {
    FileContent old = before instanceof PathState.File file ? file.content() : null;
    return Optional.of(new ContentChange(old, after, secret, brought));
  }

  /** This and a later writing of the same file as one. */
  public WriteFile then(WriteFile later) {
    List<Detail> both = new ArrayList<>(details);
    later.details().stream()
        .filter(detail -> details.stream().noneMatch(mine -> mine.name().equals(detail.name())))
        .forEach(both::add);
    return new WriteFile(
        path,
        before,
        later.after,
        later.wanted,
        both,
        secret || later.secret,
        edited,
        brought && later.brought);
  }
}
