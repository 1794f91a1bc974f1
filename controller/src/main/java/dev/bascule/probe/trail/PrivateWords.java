package dev.bascule.probe.trail;

import dev.bascule.model.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides what may be a password in a command out of a log that only root may read: it is shown, sent
 * and kept where others read it. The log has lost the quotes, so what follows the name of a secret
 * is hidden up to the next option. Rather too much than too little. Pure.
 */
final class PrivateWords {
  private static final String NAMES =
      "(?:pass|pwd|secret|token|key|cred|auth|psk|bearer|community|\\bpw\\b)";
  private static final Pattern NAME = Pattern.compile("(?i)" + NAMES);
  private static final Pattern VALUE = Pattern.compile("(?i)(.*?" + NAMES + "[^=:]*[=:])(.*)");
  // What these are given is a secret wherever it stands, also before a pipe.
  private static final Pattern PROGRAM =
      Pattern.compile(
          "(?i).*(?:pass|secret).*|(?:ldap|redis|ipmi|smb|snmp|wpa_|mysql).*|openssl|expect");
  private static final Pattern ADDRESS = Pattern.compile("://(?:\\S*@)?([^/?#\\s@]*)(\\S*)");
  private static final Pattern USER = Pattern.compile("-[uU]|--(?:proxy-)?user");
  // With the user and the password; date's -u+%F is none.
  private static final Pattern USER_WITH = Pattern.compile("-[uU](?!\\+).*[:%].+");
  private static final Pattern LONG_USER_WITH =
      Pattern.compile("(--(?:proxy-)?user=)(?!\\+).*[:%].+");
  // Curl's options may stand together, as others' may not: rsync -au host:/path.
  private static final Pattern CURLS_USER = Pattern.compile("(-[a-zA-Z#]+[uU])(.*[:].+)?");
  private static final Pattern OPERATOR = Pattern.compile("[|&;<>]+");
  // A path behind one of these is run: sh -c, env A=b, and the beginning of a pipe.
  private static final Pattern BEFORE_PROGRAM =
      Pattern.compile(
          "-\\w*c|[|&;]+|\\w+=.*|(?:\\S*/)?"
              + "(?:env|nice|nohup|setsid|exec|time|sudo|sh|bash|dash|ash|perl|python[0-9.]*)");

  /** Behind these and a number a path is run. */
  private static final Pattern TIMES = Pattern.compile("(?:\\S*/)?(?:timeout|nice|ionice)");

  /** To these, {@code -p} is a port, a protocol, or "with parents". */
  private static final Set<String> NO_PASSWORD =
      Set.of(
          "mkdir",
          "cp",
          "mv",
          "install",
          "rsync",
          "ssh",
          "scp",
          "tar",
          "touch",
          "kill",
          "sysctl",
          "iptables",
          "ip6tables",
          "ebtables",
          "ip",
          "tc",
          "nft",
          "brctl",
          "bridge",
          "nmap");

  private final String program;
  private final List<String> shown = new ArrayList<>();
  private boolean curl;
  private boolean hiding;
  private boolean next;

  private PrivateWords(String program) {
    this.program = program;
  }

  /** The command as it may be shown. */
  static String hidden(String command) {
    List<String> words = List.of(command.strip().split("\\s+"));
    if (words.size() > 1 && isAboutSecrets(words)) {
      return words.get(0) + " " + Secrets.MASK;
    }
    PrivateWords it = new PrivateWords(name(words.get(0)));
    for (int i = 0; i < words.size(); i++) {
      String after = i + 1 < words.size() ? words.get(i + 1) : "";
      it.add(words.get(i), after);
    }
    return String.join(" ", it.shown);
  }

  private static boolean isAboutSecrets(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (isAboutSecrets(words.get(i))
          || (isRun(words, i)
              && PROGRAM.matcher(name(words.get(i))).matches()
              && !isOption(words.get(i)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRun(List<String> words, int i) {
    String before = i == 0 ? "" : words.get(i - 1);
    return i == 0
        || BEFORE_PROGRAM.matcher(before).matches()
        || (before.matches("[0-9.]+[smhd]?") && TIMES.matcher(words.get(0)).matches());
  }

  private static boolean isOption(String word) {
    return word.startsWith("-") || word.indexOf('=') >= 0;
  }

  private static boolean isAboutSecrets(String word) {
    boolean plain = !word.startsWith("-") && word.indexOf('=') < 0 && word.indexOf(':') < 0;
    return plain && !isFile(word) && PROGRAM.matcher(name(word)).matches();
  }

  private static boolean isFile(String word) {
    return word.matches("[./~].*") && !word.contains("bin/");
  }

  private static String name(String word) {
    return word.substring(word.lastIndexOf('/') + 1);
  }

  private void add(String word, String after) {
    boolean ends = word.startsWith("-") || OPERATOR.matcher(word).matches();
    if (next || (hiding && !ends)) {
      next = false;
      hide("");
      return;
    }
    hiding = false;
    curl = curl || name(word).equals("curl");
    Matcher value = VALUE.matcher(word);
    Matcher user = LONG_USER_WITH.matcher(word);
    Matcher together = CURLS_USER.matcher(word);
    if (value.matches()) {
      hide(value.group(1));
      next = value.group(2).isEmpty();
    } else if (user.matches()) {
      hide(user.group(1));
    } else if (isPassword(word)) {
      hide(word.substring(0, 2));
    } else if (curl && together.matches() && together.group(2) != null) {
      hide(together.group(1));
    } else {
      shown.add(ADDRESS.matcher(word).replaceAll(PrivateWords::host));
      next = announces(word, after);
      hiding = next;
    }
  }

  private void hide(String before) {
    hiding = true;
    if (!before.isEmpty()
        || shown.isEmpty()
        || !shown.get(shown.size() - 1).endsWith(Secrets.MASK)) {
      shown.add(before + Secrets.MASK);
    }
  }

  private boolean isPassword(String word) {
    return (word.matches("-[pP].+") && !NO_PASSWORD.contains(program))
        || USER_WITH.matcher(word).matches();
  }

  private boolean announces(String word, String after) {
    return (NAME.matcher(word).find() && !isFile(word))
        || (word.matches("-[pP]") && !NO_PASSWORD.contains(program))
        || (isUser(word) && after.matches("(?!\\+).*[:%].*"));
  }

  private boolean isUser(String word) {
    return USER.matcher(word).matches() || (curl && CURLS_USER.matcher(word).matches());
  }

  // Whoever knows the path of a hook may use it.
  private static String host(MatchResult found) {
    String path = found.group(2).length() > 1 ? "/" + Secrets.MASK : found.group(2);
    return Matcher.quoteReplacement("://" + found.group(1) + path);
  }
}
