package dev.bascule.cli;

import dev.bascule.history.HistoryPlace;
import dev.bascule.inventory.ExtraVars;
import dev.bascule.model.Secrets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The arguments of a command line, to be kept: without passwords. Those of vaults are known; of
 * what {@code -e} says itself only the names stay, since nothing tells a secret from another value.
 */
record MaskedArguments(Secrets secrets) {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)(https?://)(?:[^/?#\\s]*@)?((?:\\[[0-9a-z:.%]+\\]|[\\w.-]+)(:[0-9]{1,5})?)([/?#].*)?");

  List<String> of(Invocation invocation) {
    Map<String, String> shown = new HashMap<>();
    invocation.texts("-e").forEach(value -> shown.put(value, variables(value)));
    // What a shell runs may hold a password anywhere.
    invocation.texts("--notify-command").forEach(value -> shown.put(value, Secrets.MASK));
    invocation.texts("--notify-url").forEach(value -> shown.put(value, address(value)));
    invocation.texts("--history").forEach(value -> shown.put(value, place(value)));
    shown.remove("");
    return invocation.parsed().originalArgs().stream()
        .map(argument -> secrets.mask(of(argument, shown)))
        .toList();
  }

  // An option's value stands alone, or behind the option: --history=VALUE, -eVALUE, -qeVALUE.
  private static String of(String argument, Map<String, String> shown) {
    String value = shown.get(argument);
    if (value != null) {
      return value;
    }
    return shown.keySet().stream()
        .filter(it -> argument.startsWith("-") && argument.endsWith(it))
        .max(Comparator.comparing(String::length))
        .map(it -> argument.substring(0, argument.length() - it.length()) + shown.get(it))
        .orElse(argument);
  }

  // A file is kept by its name; what cannot be read is masked whole.
  private static String variables(String text) {
    if (!SavedArguments.isInline(text)) {
      return text;
    }
    String names =
        ExtraVars.inline(text).keySet().stream()
            .map(name -> name + "=" + Secrets.MASK)
            .collect(Collectors.joining(" "));
    return names.isEmpty() ? Secrets.MASK : names;
  }

  // The path is often the secret itself. Digits before an @ that comes later may be no port: they
  // may begin a password that is not encoded.
  private static String address(String text) {
    Matcher found = ADDRESS.matcher(text);
    boolean sure =
        found.matches() && (found.group(3) == null || !(found.group(4) + "").contains("@"));
    return sure ? found.group(1) + found.group(2) + "/" + Secrets.MASK : Secrets.MASK;
  }

  // A user's password, or one among what follows the question mark.
  private static String place(String text) {
    return HistoryPlace.isUrl(text)
        ? text.replaceFirst("\\?.*$", "?" + Secrets.MASK)
            .replaceFirst("//.*@", "//" + Secrets.MASK + "@")
        : text;
  }
}
