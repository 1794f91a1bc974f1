package dev.bascule.inventory;

import dev.bascule.source.Position;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import dev.bascule.source.SourceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Replaces {@code @file} in a limit by the patterns in that file. */
final class LimitFile {
  private LimitFile() {}

  static List<PatternTerm> expand(HostPattern limit, Problems problems) {
    List<PatternTerm> terms = new ArrayList<>();
    for (PatternTerm term : limit.terms()) {
      if (term.text().startsWith("@")) {
        SourceReader.read(Path.of(term.text().substring(1)), problems)
            .ifPresent(file -> terms.addAll(lines(file, problems)));
      } else {
        terms.add(term);
      }
    }
    return terms;
  }

  private static List<PatternTerm> lines(SourceFile file, Problems problems) {
    List<PatternTerm> terms = new ArrayList<>();
    int number = 0;
    for (String line : file.text().lines().toList()) {
      number++;
      if (!line.isBlank() && !line.strip().startsWith("#")) {
        Position at = new Position(file, number, 1);
        terms.addAll(PatternText.parse(line, at, problems).terms());
      }
    }
    return terms;
  }
}
