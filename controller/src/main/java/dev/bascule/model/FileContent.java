package dev.bascule.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The bytes of a file, compared by value. */
public final class FileContent {
  /** Nothing at all. */
  public static final FileContent EMPTY = new FileContent(new byte[0]);

  private final byte[] bytes;
  // Asked for by every node that gets the file; of 16 MiB it takes a tenth of a second.
  private volatile @Nullable String sha256;
  private volatile @Nullable Boolean shown;

  private FileContent(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of some bytes. */
  public static FileContent of(byte[] bytes) {
    return new FileContent(bytes.clone());
  }

  /** A text in UTF-8. */
  public static FileContent of(String text) {
    return new FileContent(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** A copy of the bytes from one place up to another, or to the end. */
  public byte[] bytes(int from, int to) {
    return Arrays.copyOfRange(bytes, from, Math.min(to, bytes.length));
  }

  /** In bytes. */
  public int size() {
    return bytes.length;
  }

  /** Decoded as UTF-8; what is not UTF-8 becomes U+FFFD. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Whether it can be shown: UTF-8 without NUL bytes. */
  public boolean isText() {
    Boolean known = shown;
    if (known == null) {
      String text = text();
      known = text.indexOf('\0') < 0 && Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
      shown = known;
    }
    return known;
  }

  /** 64 hexadecimal digits, as {@code sha256sum} prints them. */
  public String sha256() {
    String known = sha256;
    if (known == null) {
      known = digest();
      sha256 = known;
    }
    return known;
  }

  private String digest() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileContent content && Arrays.equals(bytes, content.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "FileContent[" + bytes.length + " bytes]";
  }
}
