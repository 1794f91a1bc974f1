package dev.bascule.playbook;

import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import dev.bascule.source.SourceReader;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Sequence;
import dev.bascule.source.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads playbook files. */
public final class PlaybookReader {
  private PlaybookReader() {}

  /**
   * Reads files in order into one playbook. All mistakes become problems; what is sound is read all
   * the same, so that later checks find theirs too.
   */
  public static Playbook read(List<Path> files, Problems problems) {
    List<Play> plays = new ArrayList<>();
    for (Path file : files) {
      Optional<SourceFile> source = SourceReader.read(file, problems);
      source.ifPresent(text -> plays.addAll(plays(text, folder(file), problems)));
    }
    return new Playbook(plays);
  }

  private static Path folder(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static List<Play> plays(SourceFile file, Path folder, Problems problems) {
    int before = problems.size();
    Optional<YamlNode> root = YamlReader.read(file, problems);
    if (root.isEmpty()) {
      if (problems.size() == before) {
        problems.add(
            ProblemCode.EMPTY_PLAYBOOK,
            file.start(),
            "this playbook is empty",
            "a playbook is a list of plays: - hosts: all");
      }
      return List.of();
    }
    if (!(root.get() instanceof Sequence list)) {
      problems.add(
          ProblemCode.WRONG_TYPE,
          root.get().position(),
          "a playbook is a list of plays, but this is " + root.get().shape(),
          "begin each play with '- '");
      return List.of();
    }
    List<Play> plays = new ArrayList<>();
    for (YamlNode item : list.items()) {
      PlayReader.read(item, folder, problems).ifPresent(plays::add);
    }
    return plays;
  }
}
