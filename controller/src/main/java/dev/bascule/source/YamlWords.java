package dev.bascule.source;

import dev.bascule.source.YamlSyntax.Words;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the YAML library's messages mean to somebody who has never read YAML's grammar. */
final class YamlWords {
  private static final Pattern START = Pattern.compile("found character '(.+?)' that cannot start");
  private static final Pattern ESCAPE = Pattern.compile("unknown escape character (.)");
  private static final Pattern ALIAS = Pattern.compile("undefined alias (\\S+)");
  private static final String QUOTES = "quote the value";

  private YamlWords() {}

  static Words of(String context, String problem) {
    Words words = named(problem);
    if (words != null) {
      return words;
    }
    return switch (context) {
      case "while parsing a block mapping", "while parsing a block collection" ->
          at(
              "this does not fit the lines above it",
              "keys of one mapping, and dashes of one list, stand below each other");
      case "while parsing a flow mapping" -> open("{", "}");
      case "while parsing a flow sequence" -> open("[", "]");
      case "while scanning a simple key" ->
          began("a name without its ':'", "write 'name: value', or quote a text of several lines");
      case "while scanning a block scalar" ->
          began("a text after '|' or '>' is not indented evenly", "indent all its lines alike");
      case "while scanning a directive" ->
          at("a line that begins with '%' is for YAML itself", QUOTES);
      default -> lookedAt(context, problem);
    };
  }

  private static @Nullable Words named(String problem) {
    Matcher start = START.matcher(problem);
    if (start.find()) {
      return at("a value cannot begin with " + start.group(1), QUOTES);
    }
    Matcher escape = ESCAPE.matcher(problem);
    if (escape.find()) {
      return at(
          "'\\" + escape.group(1) + "' means nothing in double quotes",
          "write \\\\ for a backslash, or use single quotes");
    }
    Matcher alias = ALIAS.matcher(problem);
    if (alias.find()) {
      String name = alias.group(1);
      return at(
          "no '&" + name + "' stands above that '*" + name + "' could repeat",
          "quote a value that begins with *");
    }
    return switch (problem) {
      case "mapping values are not allowed here" ->
          at("a second ': ' in one line", "quote a value that holds ': '");
      case "sequence entries are not allowed here" ->
          at("a list cannot begin here", "begin it on a line of its own, or quote the value");
      default -> null;
    };
  }

  private static Words lookedAt(String context, String problem) {
    if (problem.contains("end of stream") && context.contains("quoted")) {
      return began("a quote that is never closed", "close it, or double it inside single quotes");
    }
    if (problem.contains("hexadecimal")) {
      return at("an escape with too few digits", "\\x wants 2, \\u 4 and \\U 8 hexadecimal digits");
    }
    if (problem.contains("<document start>")) {
      return at("something stands behind the end", "remove it");
    }
    if (problem.contains("the node content")) {
      return at("a value is missing here", "write one, or \"\" for none");
    }
    if (context.contains("alias") || context.contains("anchor")) {
      return at("'*' and '&' stand before a name in YAML", "quote a value that begins with them");
    }
    if (context.contains("tag") || problem.contains("tag")) {
      return at("a tag that cannot be read", "quote a value that begins with !");
    }
    return at(
        "it cannot be read from here on",
        "a value that holds ': ', ' #' or begins with one of [ ] { } * & ! | > % @ ` wants quotes");
  }

  private static Words open(String bracket, String closing) {
    return began(
        "this '" + bracket + "' is never closed, or a comma is missing behind it",
        "close it with '" + closing + "', and quote values that hold brackets or commas");
  }

  private static Words at(String message, String hint) {
    return new Words(message, hint, false);
  }

  private static Words began(String message, String hint) {
    return new Words(message, hint, true);
  }
}
