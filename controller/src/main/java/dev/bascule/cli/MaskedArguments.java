package dev.bascule.cli;

import dev.bascule.history.HistoryPlace;
import dev.bascule.model.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The arguments of a command line, to be kept: without passwords. Those of vaults are known; a
 * value given with {@code -e} is taken for one by its variable's name.
 */
record MaskedArguments(Secrets secrets) {
  private static final Pattern VARIABLE =
      Pattern.compile(
          "(?i)([\\w.\"'-]*(?:pass|secret|token|credential|key)[\\w.\"'-]*\\s*[=:]\\s*)"
              + "('[^']*'|\"[^\"]*\"|[^\\s,}\\]]+)");

  List<String> of(Invocation invocation) {
    List<String> masked = new ArrayList<>();
    String before = "";
    for (String argument : invocation.parsed().originalArgs()) {
      masked.add(secrets.mask(of(argument, before)));
      before = argument;
    }
    return masked;
  }

  private static String of(String argument, String before) {
    if (before.equals("-e") || before.equals("--extra-vars")) {
      return variables(argument);
    } else if (argument.startsWith("--extra-vars=")) {
      return "--extra-vars=" + variables(argument.substring("--extra-vars=".length()));
    } else if (argument.startsWith("-e") && argument.length() > 2) {
      return "-e" + variables(argument.substring(2));
    } else if (before.equals("--notify-url")) {
      return address(argument);
    } else if (argument.startsWith("--notify-url=")) {
      return "--notify-url=" + address(argument.substring("--notify-url=".length()));
    } else if (before.equals("--history")) {
      return place(argument);
    }
    return argument.startsWith("--history=")
        ? "--history=" + place(argument.substring("--history=".length()))
        : argument;
  }

  private static String variables(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + Secrets.MASK));
  }

  // The path is often the secret itself.
  private static String address(String text) {
    return text.replaceFirst("^(https?://[^/]*/).+$", "$1" + Secrets.MASK);
  }

  private static String place(String text) {
    return HistoryPlace.password(text)
        .map(password -> text.replace(password, Secrets.MASK))
        .orElse(text);
  }
}
