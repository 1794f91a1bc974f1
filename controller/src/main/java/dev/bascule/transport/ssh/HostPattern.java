package dev.bascule.transport.ssh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The host column of a known_hosts line. */
sealed interface HostPattern {

  /**
   * Whether it names a host, written as known_hosts writes it: {@code hn7} or {@code [hn7]:2222}.
   */
  boolean matches(String host);

  /** All the names it matches, where they are written out; none for patterns and hashed names. */
  default List<String> plainNames() {
    return List.of();
  }

  /**
   * Reads {@code |1|salt|hash} or a comma-separated list with {@code *}, {@code ?} and {@code !}.
   *
   * @throws IllegalArgumentException when a hashed name is broken
   */
  static HostPattern parse(String text) {
    return text.startsWith("|") ? Hashed.parse(text) : Listed.parse(text);
  }

  /** A name that ssh has hashed (HashKnownHosts). */
  final class Hashed implements HostPattern {
    private final byte[] salt;
    private final byte[] hash;

    private Hashed(byte[] salt, byte[] hash) {
      this.salt = salt;
      this.hash = hash;
    }

    static Hashed parse(String text) {
      String[] parts = text.split("\\|", -1);
      if (parts.length != 4 || !parts[1].equals("1")) {
        throw new IllegalArgumentException("not a hashed host: " + text);
      }
      Base64.Decoder base64 = Base64.getDecoder();
      return new Hashed(base64.decode(parts[2]), base64.decode(parts[3]));
    }

    @Override
    public boolean matches(String host) {
      try {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        return MessageDigest.isEqual(hash, mac.doFinal(host.getBytes(StandardCharsets.UTF_8)));
      } catch (GeneralSecurityException broken) {
        return false;
      }
    }
  }

  /** Patterns; a negated one that matches rules the line out. */
  record Listed(List<Glob> globs) implements HostPattern {
    static Listed parse(String text) {
      return new Listed(Arrays.stream(text.split(",", -1)).map(Glob::parse).toList());
    }

    @Override
    public List<String> plainNames() {
      return globs.stream().allMatch(glob -> glob.wild == null && !glob.negated)
          ? globs.stream().map(Glob::text).toList()
          : List.of();
    }

    @Override
    public boolean matches(String host) {
      return globs.stream().noneMatch(glob -> glob.negated && glob.matches(host))
          && globs.stream().anyMatch(glob -> !glob.negated && glob.matches(host));
    }
  }

  /**
   * One pattern of a list.
   *
   * @param text a plain name, or a pattern with {@code *} and {@code ?}
   * @param wild the pattern, null for a plain name: most lines are, and files are long
   */
  record Glob(boolean negated, String text, @Nullable Pattern wild) {
    static Glob parse(String word) {
      boolean negated = word.startsWith("!");
      String text = word.substring(negated ? 1 : 0).toLowerCase(Locale.ROOT);
      return new Glob(negated, text, text.matches("[^*?]*") ? null : pattern(text));
    }

    private static Pattern pattern(String text) {
      // Everything else is quoted, so that the dots of a name stay dots.
      return Pattern.compile("\\Q" + text.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E");
    }

    boolean matches(String host) {
      return wild == null ? text.equals(host) : wild.matcher(host).matches();
    }
  }
}
