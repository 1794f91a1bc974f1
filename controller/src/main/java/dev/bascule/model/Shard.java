package dev.bascule.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several equal parts of a fleet: {@code 2/5}. A node belongs to exactly one of them, by the
 * SHA-256 of its name and nothing else, so that controllers that know nothing of each other share a
 * fleet out without a gap. With another number of shards nearly every node is in another one.
 *
 * @param index which one, from 1
 * @param count how many there are
 */
public record Shard(int index, int count) {
  /** More than any fleet has controllers. */
  public static final int MOST = 9999;

  private static final Pattern FORM = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

  public Shard {
    if (index < 1 || index > count || count > MOST) {
      throw new IllegalArgumentException(index + "/" + count + " is no shard");
    }
  }

  /** Reads {@code I/N}; nothing where the text is no shard. */
  public static Optional<Shard> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int index = Integer.parseInt(matcher.group(1));
    int count = Integer.parseInt(matcher.group(2));
    return index < 1 || index > count ? Optional.empty() : Optional.of(new Shard(index, count));
  }

  /** Whether a node belongs to it. */
  public boolean has(NodeName node) {
    return Long.remainderUnsigned(hash(node.text()), count) == index - 1;
  }

  /** The first eight bytes of a text's SHA-256: the same for ever, whatever the JVM. */
  public static long hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      long hash = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        hash = (hash << Byte.SIZE) | (digest[i] & 0xff);
      }
      return hash;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** As users write it. */
  public String text() {
    return index + "/" + count;
  }
}
