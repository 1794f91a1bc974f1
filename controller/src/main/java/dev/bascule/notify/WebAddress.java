package dev.bascule.notify;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where a webhook is. The path is often the secret itself, so only the host is ever shown.
 *
 * @param uri http or https, with a host
 */
public record WebAddress(URI uri) {

  /** Reads one; nothing where it is not http or https with a host, or names a user. */
  public static Optional<WebAddress> parse(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme();
      boolean fits =
          (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))
              && uri.getHost() != null
              && uri.getUserInfo() == null;
      return fits ? Optional.of(new WebAddress(uri)) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** What must not be shown; empty where there is nothing but the host. */
  public String secret() {
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return path.length() < 2 && query.isEmpty() ? "" : path + query;
  }

  /** Without what must not be shown. */
  public String shown() {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port + (secret().isEmpty() ? "" : "/…");
  }
}
