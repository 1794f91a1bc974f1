package dev.bascule.file;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Change;
import dev.bascule.model.FileContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares files, directories and links. */
final class PathDifferences {
  private PathDifferences() {}

  static Difference file(Resource.RegularFile wanted, Observation observed) {
    PathState state = observed.at(wanted.path());
    Optional<Difference> obstacle =
        Owners.missing(wanted.attributes(), observed)
            .or(() -> notAFilePlace(wanted.path(), state, observed));
    NewContent content = new NewContent(wanted.content(), wanted.secret(), false, wanted.brought());
    return obstacle.orElseGet(
        () -> content(wanted.path(), state, content, wanted.attributes(), observed));
  }

  /** A content that a file is to get; the flags are those of {@link WriteFile}. */
  record NewContent(FileContent bytes, boolean secret, boolean edited, boolean brought) {
    WriteFile in(AbsolutePath path, PathState state, Wanted wanted, List<Change.Detail> details) {
      return new WriteFile(path, state, bytes, wanted, details, secret, edited, brought);
    }

    /** Made from what is there by changing a part of it. */
    static NewContent editedTo(FileContent bytes) {
      return new NewContent(bytes, false, true, false);
    }
  }

  /** What a file needs to get a content and attributes, once nothing is in the way. */
  static Difference content(
      AbsolutePath path,
      PathState state,
      NewContent content,
      Attributes attributes,
      Observation observed) {
    Wanted wanted = Owners.resolve(attributes, observed);
    PathState.Access access = state instanceof PathState.File file ? file.access() : null;
    List<Change.Detail> details = new ArrayList<>();
    if (state instanceof PathState.Link || state instanceof PathState.Special) {
      details.add(new Change.Detail("type", Kinds.of(state), "a file"));
    }
    details.addAll(wanted.differences(access, attributes));
    if (!(state instanceof PathState.File file)) {
      return Difference.of(content.in(path, state, usual(wanted), details));
    }
    if (!content.bytes().sha256().equals(file.sha256())) {
      return Difference.of(content.in(path, state, wanted.orElse(file.access()), details));
    }
    return access(path, file, attributes, observed);
  }

  private static Wanted usual(Wanted wanted) {
    return wanted.mode() == null
        ? new Wanted(WriteFile.USUAL_MODE, wanted.owner(), wanted.group())
        : wanted;
  }

  static Optional<Difference> notAFilePlace(
      AbsolutePath path, PathState state, Observation observed) {
    if (state instanceof PathState.Folder) {
      return Optional.of(
          Difference.impossible(
              path + " is a directory on this node", "remove it first with state: absent"));
    }
    if (state instanceof PathState.Special special) {
      return Optional.of(
          Difference.impossible(
              path + " is " + special.kind() + " on this node, not a file", null));
    }
    if (state instanceof PathState.File file && file.sha256() == null) {
      return Optional.of(
          Difference.impossible(
              path + " cannot be read on this node", "log in as root, or use become"));
    }
    return noParent(path, state, observed);
  }

  private static Optional<Difference> noParent(
      AbsolutePath path, PathState state, Observation observed) {
    if (!(state instanceof PathState.Absent absent) || observed.commandRan()) {
      return Optional.empty();
    }
    if (absent.ancestor().equals(path.parent())) {
      PathState parent = observed.parentOf(path);
      if (parent == null
          || parent instanceof PathState.Folder
          || parent instanceof PathState.Link) {
        return Optional.empty();
      }
      return Optional.of(
          Difference.impossible(path.parent() + " is not a directory on this node", null));
    }
    return Optional.of(
        Difference.impossible(
            "directory " + path.parent() + " does not exist on this node",
            "make it before: file: {path: " + path.parent() + ", state: directory}"));
  }

  static Difference directory(Resource.Directory wanted, Observation observed) {
    AbsolutePath path = observed.real(wanted.path());
    PathState state = observed.at(path);
    Optional<Difference> obstacle = Owners.missing(wanted.attributes(), observed);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    if (state instanceof PathState.Folder folder) {
      return access(path, folder, wanted.attributes(), observed);
    }
    if (!(state instanceof PathState.Absent absent)) {
      return Difference.impossible(
          path + " is " + Kinds.of(state) + " on this node, not a directory",
          "remove it first with state: absent");
    }
    return makeFolders(path, absent, wanted.attributes(), observed);
  }

  private static Difference makeFolders(
      AbsolutePath path, PathState.Absent absent, Attributes attributes, Observation observed) {
    List<Step> steps = new ArrayList<>();
    AbsolutePath above = path.parent();
    while (!above.equals(absent.ancestor()) && !above.text().equals("/")) {
      steps.add(
          0,
          new MakeFolder(
              above,
              new PathState.Absent(absent.ancestor()),
              new Wanted(MakeFolder.USUAL_MODE, null, null),
              List.of()));
      above = above.parent();
    }
    Wanted wanted = Owners.resolve(attributes, observed);
    List<Change.Detail> details = wanted.differences(null, attributes);
    Wanted usual =
        wanted.mode() == null
            ? new Wanted(MakeFolder.USUAL_MODE, wanted.owner(), wanted.group())
            : wanted;
    steps.add(new MakeFolder(path, absent, usual, details));
    return new Difference.Steps(steps);
  }

  static Difference link(Resource.SymbolicLink wanted, Observation observed) {
    PathState state = observed.at(wanted.path());
    if (state instanceof PathState.Link link && link.target().equals(wanted.target())) {
      return Difference.NONE;
    }
    if (state instanceof PathState.Folder || state instanceof PathState.Special) {
      return Difference.impossible(
          wanted.path() + " is " + Kinds.of(state) + " on this node, not a link",
          "remove it first with state: absent");
    }
    return noParent(wanted.path(), state, observed)
        .orElseGet(() -> Difference.of(new MakeLink(wanted.path(), state, wanted.target())));
  }

  static Difference absent(Resource.AbsentPath wanted, Observation observed) {
    PathState state = observed.at(wanted.path());
    if (state instanceof PathState.Absent) {
      return Difference.NONE;
    }
    if (wanted.path().text().equals("/")) {
      return Difference.impossible("the root directory cannot be absent", null);
    }
    if (state instanceof PathState.Folder folder && !folder.empty() && !wanted.recursive()) {
      return Difference.impossible(
          wanted.path() + " is a directory that is not empty",
          "recursive: true removes it with what it holds");
    }
    return Difference.of(new RemovePath(wanted.path(), state, wanted.recursive()));
  }

  static Difference existing(Resource.ExistingPath wanted, Observation observed) {
    AbsolutePath path = observed.real(wanted.path());
    PathState state = observed.at(path);
    Optional<Difference> obstacle = Owners.missing(wanted.attributes(), observed);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    if (state instanceof PathState.Present present) {
      return access(path, present, wanted.attributes(), observed);
    }
    if (observed.commandRan()) {
      Wanted access = Owners.resolve(wanted.attributes(), observed);
      return Difference.of(
          new SetAccess(path, state, access, access.differences(null, wanted.attributes())));
    }
    return Difference.impossible(
        wanted.path() + " does not exist on this node",
        "state: file only sets attributes; use copy, template or state: directory to make it");
  }

  private static Difference access(
      AbsolutePath path, PathState.Present state, Attributes attributes, Observation observed) {
    Wanted wanted = Owners.resolve(attributes, observed);
    return wanted.holdsFor(state.access())
        ? Difference.NONE
        : Difference.of(
            new SetAccess(path, state, wanted, wanted.differences(state.access(), attributes)));
  }
}
