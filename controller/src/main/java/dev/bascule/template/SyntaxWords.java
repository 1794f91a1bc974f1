package dev.bascule.template;

import dev.bascule.source.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * FreeMarker's complaints about syntax, for somebody who has never heard of its grammar.
 *
 * @param opener what was opened and never closed, {@code [=} or {@code <#if}; null for none
 */
record SyntaxWords(String message, @Nullable String hint, @Nullable String opener) {
  private static final Pattern BUILT_IN =
      Pattern.compile("Unknown built-in: \"(\\w+)\".*?list of built-ins: (.*)");
  private static final Pattern DIRECTIVE = Pattern.compile("Unknown directive: #(\\w+)");
  private static final Pattern UNCLOSED = Pattern.compile("You have an unclosed \"?(\\[|#\\w+)");
  private static final Pattern UNENDED = Pattern.compile("^Unclosed \"(.+?)\"");
  private static final Pattern OTHER_END =
      Pattern.compile(
          "^Encountered \"(.+?)\", but at this place only this can be closed: \"(.+?)\"");
  private static final Pattern UNEXPECTED =
      Pattern.compile("^Encountered \"(.*?)\", but (?:was expecting|expected)");
  private static final Pattern LITERAL =
      Pattern.compile("^Found (string|number|boolean|\\w+) literal: (.+?)\\. Expecting:? (.+)");
  private static final Pattern LETTER = Pattern.compile("^Lexical error: encountered \"(.+?)\" ");
  private static final Pattern MISPLACED =
      Pattern.compile("^<?#(\\w+)>? must be |^(Local) variable");
  private static final Pattern INCOMPLETE = Pattern.compile("^#(\\w+) is an existing directive");
  private static final Pattern ARGUMENTS =
      Pattern.compile("^\\?(\\w+)\\(\\.\\.\\.\\) (must|expects) (.*)");
  private static final List<String> DIRECTIVES =
      List.of(
          "assign",
          "break",
          "case",
          "continue",
          "default",
          "else",
          "elseif",
          "if",
          "items",
          "list",
          "lt",
          "noparse",
          "nt",
          "on",
          "rt",
          "sep",
          "switch",
          "t");
  private static final Map<String, String> OTHER_LANGUAGES =
      Map.of("and", "&&", "or", "||", "is", "==", "not", "!", "===", "==", "&&&", "&&");

  private static final String INSIDE = "it belongs inside <#list> or <#switch>";

  /** Puts a message into words; one line, without FreeMarker's tips. */
  static SyntaxWords of(String raw) {
    String text = raw.replaceAll("\\s+", " ").strip();
    Matcher found = BUILT_IN.matcher(text);
    if (found.find()) {
      String meant = Suggestion.didYouMean(found.group(1), List.of(found.group(2).split("\\W+")));
      String where = "docs/templates.md names the usual ones";
      return says("there is no '?" + found.group(1) + "'", meant == null ? where : meant);
    }
    found = DIRECTIVE.matcher(text);
    if (found.find()) {
      String meant = Suggestion.didYouMean(found.group(1), DIRECTIVES);
      return says(
          "there is no '<#" + found.group(1) + ">'",
          meant == null ? "there are if, list, switch, assign, t, lt, rt, nt" : meant);
    }
    SyntaxWords brackets = brackets(text);
    return brackets == null ? inside(text) : brackets;
  }

  private static @Nullable SyntaxWords brackets(String text) {
    Matcher found = UNCLOSED.matcher(text);
    if (found.find()) {
      return unclosed(found.group(1));
    }
    found = UNENDED.matcher(text);
    if (found.find()) {
      String hint = found.group(1).equals("<#--") ? "close it with -->" : "close it";
      return new SyntaxWords("'" + found.group(1) + "' is never closed", hint, null);
    }
    found = OTHER_END.matcher(text);
    if (found.find()) {
      return says(
          "'" + found.group(1) + "' stands where '<" + found.group(2) + ">' is still open",
          "close what was opened last first: </" + found.group(2) + ">");
    }
    found = MISPLACED.matcher(text);
    if (found.find()) {
      return found.group(1) == null
          ? says("'<#local>' is not available in templates", "write <#assign name = value>")
          : says("'<#" + found.group(1) + ">' cannot stand here", INSIDE);
    }
    found = INCOMPLETE.matcher(text);
    return found.find() ? says("'<#" + found.group(1) + ">' is not complete", null) : null;
  }

  /** What is said of something that was opened, {@code [} or {@code #if}. */
  static SyntaxWords unclosed(String opened) {
    if (opened.equals("[")) {
      return new SyntaxWords(
          "'[=' is never closed by ']'", "for a literal [= write [=r\"[=\"]", "[=");
    }
    if (opened.equals("#assign")) {
      return new SyntaxWords(
          "'<#assign' without a value", "write <#assign name = value>", "<#assign");
    }
    return new SyntaxWords(
        "'<" + opened + ">' has no '</" + opened + ">'", "close it", "<" + opened);
  }

  private static SyntaxWords inside(String text) {
    Matcher found = UNEXPECTED.matcher(text);
    if (found.find()) {
      String word = found.group(1);
      String sign = OTHER_LANGUAGES.get(word);
      return says("unexpected '" + word + "'", sign == null ? null : "write " + sign);
    }
    found = LITERAL.matcher(text);
    if (found.find()) {
      String wanted = found.group(3).replaceAll("[ ,.(].*", "");
      return says(found.group(2) + " is not " + FailureWords.kind(wanted), null);
    }
    found = LETTER.matcher(text);
    if (found.find()) {
      return says("'" + found.group(1) + "' cannot stand here", null);
    }
    found = ARGUMENTS.matcher(text);
    if (found.find()) {
      return says(
          "'?" + found.group(1) + "' " + found.group(2) + " " + FailureWords.plain(found.group(3)),
          null);
    }
    if (text.startsWith("#list must have")) {
      return says("'<#list' does not name its items", "write <#list names as name>");
    }
    return says("this cannot be read", null);
  }

  private static SyntaxWords says(String message, @Nullable String hint) {
    return new SyntaxWords(message, hint, null);
  }
}
