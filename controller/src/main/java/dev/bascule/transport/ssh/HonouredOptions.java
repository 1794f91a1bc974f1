package dev.bascule.transport.ssh;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code -o} options of an inventory that Bascule honours, as ssh_config(5) names them:
 *
 * <pre>{@code
 * ansible_ssh_common_args: -o ProxyJump=ops@bastion -o ServerAliveInterval=30
 * }</pre>
 *
 * <p>Any other option is refused by its name: to ignore it silently would connect in another way
 * than the user asked for. The first of two values counts, as with ssh; IdentityFile adds up.
 *
 * @param values by lower-case name
 */
public record HonouredOptions(Map<String, List<String>> values) {
  private static final Set<String> TEXTS =
      Set.of(
          "hostname",
          "user",
          "identityfile",
          "identityagent",
          "proxyjump",
          "userknownhostsfile",
          "globalknownhostsfile",
          "hostkeyalias");
  private static final Set<String> NUMBERS =
      Set.of("port", "connecttimeout", "serveraliveinterval", "serveralivecountmax");
  private static final Set<String> SWITCHES =
      Set.of("identitiesonly", "passwordauthentication", "pubkeyauthentication");

  /** What these ask for is so anyway, or means nothing here. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "batchmode",
          "checkhostip",
          "controlmaster",
          "controlpath",
          "controlpersist",
          "kbdinteractiveauthentication",
          "loglevel",
          "tcpkeepalive",
          "updatehostkeys");

  private static final Pattern SHAPE = Pattern.compile("\\s*([A-Za-z0-9]+)(?:\\s*=\\s*|\\s+)(.*)");

  public HonouredOptions {
    values = Map.copyOf(values);
  }

  /**
   * An option that is not honoured.
   *
   * @param option as written
   * @param why goes after "ssh option X"
   * @param hint what to do instead, or null
   */
  public record Refusal(String option, String why, @Nullable String hint) {
    /** The whole message. */
    public String message() {
      return "ssh option " + option + " " + why;
    }
  }

  /** The names of all options that are not refused whatever their value, in lower case. */
  public static Set<String> names() {
    Set<String> names = new HashSet<>(TEXTS);
    names.addAll(NUMBERS);
    names.addAll(SWITCHES);
    names.addAll(WITHOUT_EFFECT);
    return names;
  }

  /** What is wrong with a list of options, each written {@code Name=value}; pure. */
  public static List<Refusal> refusals(List<String> options) {
    List<Refusal> refusals = new ArrayList<>();
    for (String option : options) {
      Refusal refusal = refusal(option);
      if (refusal != null) {
        refusals.add(refusal);
      }
    }
    return refusals;
  }

  private static @Nullable Refusal refusal(String option) {
    var shape = SHAPE.matcher(option);
    if (!shape.matches()) {
      return new Refusal(option, "is not written Name=value", null);
    }
    String name = shape.group(1).toLowerCase(Locale.ROOT);
    String value = value(shape.group(2));
    if (NUMBERS.contains(name)) {
      return value.matches("[0-9]{1,6}") ? null : new Refusal(option, "wants a number", null);
    }
    if (SWITCHES.contains(name)) {
      return value.matches("(?i)yes|no") ? null : new Refusal(option, "wants yes or no", null);
    }
    if (TEXTS.contains(name) || WITHOUT_EFFECT.contains(name)) {
      return value.isEmpty() ? new Refusal(option, "has no value", null) : null;
    }
    return refusalOf(option, name, value);
  }

  private static @Nullable Refusal refusalOf(String option, String name, String value) {
    return switch (name) {
      case "stricthostkeychecking" ->
          value.equalsIgnoreCase("yes")
              ? null
              : new Refusal(
                  option,
                  "is not honoured: only known host keys are accepted",
                  "leave it out and enroll the nodes once: bascule enroll");
      case "proxycommand" ->
          new Refusal(option, "is not honoured", "use ProxyJump=[USER@]BASTION[:PORT]");
      default -> new Refusal(option, "is not honoured", "docs/ssh.md lists those that are");
    };
  }

  /** Reads options; those that {@link #refusals} names are left out. */
  static HonouredOptions of(List<String> options) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String option : options) {
      var shape = SHAPE.matcher(option);
      if (refusal(option) == null && shape.matches()) {
        values
            .computeIfAbsent(shape.group(1).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
            .add(value(shape.group(2)));
      }
    }
    return new HonouredOptions(values);
  }

  private static String value(String text) {
    String value = text.strip();
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }
}
