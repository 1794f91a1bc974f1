package dev.bascule.inventory;

import dev.bascule.source.Position;
import dev.bascule.source.Problem;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import dev.bascule.source.SourceReader;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file's text, decrypted if the whole of it is a vault.
 *
 * @param secret whether it was encrypted
 */
record SourceText(SourceFile file, boolean secret) {
  private static final Pattern SLASH = Pattern.compile("\\\\[\\\\/]");

  static Optional<SourceText> read(Path path, Reading reading) {
    Optional<SourceFile> file = SourceReader.read(path, reading.problems());
    if (file.isEmpty() || !Vault.isEncrypted(file.get().text())) {
      return file.map(found -> new SourceText(found, false));
    }
    return reading
        .vault()
        .decrypt(file.get().text(), file.get().start(), reading.problems())
        .map(plain -> new SourceText(new SourceFile(file.get().name(), plain), true));
  }

  /** JSON is read as YAML, which lacks one of its escapes and takes no tabs between words. */
  static SourceFile json(SourceFile file) {
    String text = file.text();
    return text.contains("\\/") || text.indexOf('\t') >= 0
        ? new SourceFile(
            file.name(),
            SLASH
                .matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(slash(m.group())))
                .replace('\t', ' '))
        : file;
  }

  // A pair of backslashes stays, whatever follows it.
  private static String slash(String escape) {
    return escape.equals("\\/") ? "/" : escape;
  }

  YamlTyping typing() {
    return isJson() ? YamlTyping.JSON : YamlTyping.YAML;
  }

  private boolean isJson() {
    return file.name().endsWith(".json");
  }

  /** The file to name in problems: one without lines if they are secret. */
  SourceFile place() {
    return secret ? new SourceFile(file.name(), "") : file;
  }

  /** The YAML tree; nothing for an empty file, or with a problem. */
  Optional<YamlNode> yaml(Reading reading) {
    if (!secret) {
      return YamlReader.read(isJson() ? json(file) : file, reading.problems());
    }
    Problems found = new Problems();
    Optional<YamlNode> tree = YamlReader.read(file, found);
    SourceFile blank = place();
    found.all().forEach(problem -> reading.problems().add(withoutExcerpt(problem, blank)));
    return tree;
  }

  // A problem shows its line, and the lines of this file are secret.
  private static Problem withoutExcerpt(Problem problem, SourceFile blank) {
    Position at = problem.position();
    Position shown = at == null ? null : new Position(blank, at.line(), at.column());
    return new Problem(problem.code(), shown, problem.message(), problem.hint());
  }

  /** The variables of a file that is one mapping; an empty file has none. */
  Map<String, Variable> variables(Reading reading) {
    Optional<YamlNode> tree = yaml(reading);
    if (tree.isEmpty() || (tree.get() instanceof YamlNode.Scalar scalar && scalar.isNull())) {
      return Map.of();
    }
    if (tree.get() instanceof Mapping mapping) {
      return new ValueReader(typing(), secret, reading).variables(mapping);
    }
    reading.problem(
        ProblemCode.WRONG_TYPE,
        tree.get().position(),
        "variables are a mapping, but this is " + tree.get().shape(),
        "write 'name: value' lines");
    return Map.of();
  }
}
