package dev.bascule.history;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where runs are kept: in a file, on a server for a team, or nowhere. */
public sealed interface HistoryPlace {

  /** Nothing is kept. */
  record Off() implements HistoryPlace {
    @Override
    public String shown() {
      return "off";
    }
  }

  /**
   * A SQLite database.
   *
   * @param usual whether it is the one that nobody named; only that one may be set aside when it is
   *     broken
   */
  record InFile(Path file, boolean usual) implements HistoryPlace {
    @Override
    public String shown() {
      return file.toString();
    }
  }

  /**
   * A PostgreSQL database.
   *
   * @param parameters what follows the question mark, as the driver understands it; may be empty
   */
  record OnServer(
      String host,
      int port,
      String database,
      @Nullable String user,
      @Nullable String password,
      String parameters)
      implements HistoryPlace {
    @Override
    public String shown() {
      String name = host.contains(":") ? "[" + host + "]" : host;
      return "postgresql://" + name + (port == USUAL_PORT ? "" : ":" + port) + "/" + database;
    }

    // A record's own would print the password.
    @Override
    public String toString() {
      return shown();
    }
  }

  /** PostgreSQL's port. */
  int USUAL_PORT = 5432;

  /** How it is named in messages: never with a password. */
  String shown();

  /** Whether a text is to be a URL, whatever its kind. */
  static boolean isUrl(String text) {
    return URL.matcher(text).lookingAt();
  }

  /**
   * The passwords that a text holds, as they stand there and as they are meant, to be masked
   * wherever they may appear.
   */
  static List<String> secrets(String text) {
    if (!isUrl(text)) {
      return List.of();
    }
    Set<String> secrets = new TreeSet<>();
    Matcher found = PASSWORD.matcher(text);
    while (found.find()) {
      String secret = found.group(1) == null ? found.group(2) : found.group(1);
      secrets.add(secret);
      secrets.add(decoded(secret));
    }
    secrets.remove("");
    return List.copyOf(secrets);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  /** What stands between a user's name and the last @, and parameters such as password. */
  Pattern PASSWORD = Pattern.compile("//[^:@/?]*:([^?]*)@|[?&][^=&]*(?:pass|secret)[^=&]*=([^&]*)");

  /**
   * Understands {@code off}, a file's name or a URL: {@code
   * postgresql://[USER[:PASSWORD]@]HOST[:PORT]/DATABASE[?PARAMETERS]}.
   */
  static HistoryPlace parse(String text) throws HistoryException {
    if (text.equals("off")) {
      return new Off();
    }
    if (text.isBlank() || text.indexOf('\0') >= 0) {
      throw new HistoryException("a history without a name", "write FILE, URL or off");
    }
    if (URL.matcher(text).lookingAt()) {
      return server(text.startsWith("jdbc:") ? text.substring(5) : text);
    }
    if (text.indexOf('?') >= 0) {
      throw new HistoryException("a history's file cannot have '?' in its name", null);
    }
    return new InFile(Path.of(text).toAbsolutePath().normalize(), false);
  }

  /** What looks like a URL, whatever its kind. */
  Pattern URL = Pattern.compile("jdbc:|[a-zA-Z][a-zA-Z0-9+.-]*://");

  private static HistoryPlace server(String text) throws HistoryException {
    String form = "write postgresql://USER@HOST/DATABASE; the password is best kept in ~/.pgpass";
    // Nothing of the text is shown: it may hold a password at a place we do not know.
    try {
      URI uri = new URI(text);
      String path = uri.getPath();
      if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())) {
        throw new HistoryException("a history's URL is one of PostgreSQL", form);
      }
      if (uri.getHost() == null || path == null || path.length() < 2) {
        throw new HistoryException("a history's URL names a host and a database", form);
      }
      String[] user = uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
      return new OnServer(
          uri.getHost().replaceAll("^\\[|\\]$", ""),
          uri.getPort() < 0 ? USUAL_PORT : uri.getPort(),
          path.substring(1),
          user.length > 0 && !user[0].isEmpty() ? user[0] : null,
          user.length > 1 ? user[1] : null,
          uri.getRawQuery() == null ? "" : uri.getRawQuery());
    } catch (URISyntaxException e) {
      throw new HistoryException("a history's URL cannot be read", form);
    }
  }
}
