package dev.bascule.inventory;

import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Splits a host pattern into its terms. */
final class PatternText {
  // Colons inside [ ] do not separate: subscripts and ranges have them.
  private static final Pattern BETWEEN_COLONS = Pattern.compile("(?:[^\\s:\\[\\]]|\\[[^\\]]*\\])+");
  private static final Pattern BETWEEN_COMMAS = Pattern.compile("[^,]+");
  private static final Pattern WITH_PORT = Pattern.compile("!?&?[^:,\\[\\]]+:[0-9]+");

  private PatternText() {}

  static HostPattern parse(String text, @Nullable Position at, Problems problems) {
    boolean whole = text.indexOf(',') < 0 && (HostTerm.isIpv6(text) || isBracketed(text));
    Pattern parts = text.indexOf(',') >= 0 || whole ? BETWEEN_COMMAS : BETWEEN_COLONS;
    if (WITH_PORT.matcher(text).matches()) {
      problems.add(
          ProblemCode.PATTERN_SYNTAX,
          at,
          "'" + text + "' has a port; a pattern names hosts without ports",
          "write the name alone");
      return new HostPattern(List.of());
    }
    List<PatternTerm> terms = new ArrayList<>();
    Matcher matcher = parts.matcher(text);
    while (matcher.find()) {
      String part = matcher.group();
      int skipped = part.length() - part.stripLeading().length();
      Position place = at == null ? null : at.plus(matcher.start() + skipped);
      if (!part.isBlank()) {
        add(terms, part.strip(), place, problems);
      }
    }
    return new HostPattern(terms);
  }

  private static boolean isBracketed(String text) {
    return text.startsWith("[") && text.indexOf(']') == text.length() - 1;
  }

  private static void add(
      List<PatternTerm> terms, String part, @Nullable Position at, Problems problems) {
    char first = part.charAt(0);
    PatternTerm.Kind kind =
        first == '&'
            ? PatternTerm.Kind.ONLY
            : first == '!' ? PatternTerm.Kind.NOT : PatternTerm.Kind.PLAIN;
    String text = kind == PatternTerm.Kind.PLAIN ? part : part.substring(1);
    if (text.isEmpty() || text.equals("~")) {
      problems.add(ProblemCode.PATTERN_SYNTAX, at, "'" + part + "' without a name", null);
    } else if (text.contains("{{")) {
      problems.add(
          ProblemCode.JINJA,
          at,
          "'{{' is Jinja, which Bascule does not have",
          "write the names of hosts or groups");
    } else if (isRegex(text, at, problems)) {
      terms.add(new PatternTerm(kind, text, at));
    }
  }

  private static boolean isRegex(String text, @Nullable Position at, Problems problems) {
    if (!text.startsWith("~")) {
      return true;
    }
    try {
      Pattern.compile(text.substring(1));
      return true;
    } catch (PatternSyntaxException e) {
      problems.add(
          ProblemCode.PATTERN_SYNTAX,
          at,
          "'" + text + "' is not a regular expression: " + e.getDescription(),
          "a comma or colon ends a term, in a regular expression too");
      return false;
    }
  }
}
