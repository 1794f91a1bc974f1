package dev.bascule.source;

import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Finds where a file nests too deeply; the YAML library does not tell. */
final class YamlDepth {
  private YamlDepth() {}

  static Optional<Problem> tooDeep(SourceFile file, int deepest) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    try {
      ParserImpl parser = new ParserImpl(new StreamReader(file.text()), options);
      int depth = 0;
      while (parser.peekEvent() != null) {
        Event event = parser.getEvent();
        depth += event instanceof CollectionStartEvent ? 1 : 0;
        depth -= event instanceof CollectionEndEvent ? 1 : 0;
        if (depth > deepest) {
          return Optional.of(problem(file, event, deepest));
        }
      }
    } catch (YAMLException e) {
      // Whatever else is wrong with the file is told by the reader, which comes before.
    }
    return Optional.empty();
  }

  private static Problem problem(SourceFile file, Event event, int deepest) {
    return new Problem(
        ProblemCode.YAML_SYNTAX,
        new Position(
            file, event.getStartMark().getLine() + 1, event.getStartMark().getColumn() + 1),
        "more than " + deepest + " mappings and lists within each other",
        "is this the file you meant?");
  }
}
