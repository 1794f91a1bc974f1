package dev.bascule.saved;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where the key is: a file that the user names, or one that is made on first use in the state
 * folder, for its owner's eyes only.
 */
public final class SealKeys {
  private static final String FILE = "plan-key";

  private SealKeys() {}

  /**
   * The key in a file that the user names; all its bytes count, line ends at its end aside.
   *
   * @throws IOException whose message is for the user, when there is none or it is too short
   */
  public static SealKey named(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file, e);
    }
    int length = bytes.length;
    while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
      length--;
    }
    if (length < SealKey.SHORTEST) {
      throw new IOException(
          file + " has " + length + " bytes; a key has at least " + SealKey.SHORTEST);
    }
    byte[] key = new byte[length];
    System.arraycopy(bytes, 0, key, 0, length);
    return new SealKey(key);
  }

  /** The key of a state folder; nothing where no plan was saved yet. */
  public static Optional<SealKey> kept(Path folder) throws IOException {
    return Files.exists(folder.resolve(FILE))
        ? Optional.of(named(folder.resolve(FILE)))
        : Optional.empty();
  }

  /** The same; made where there is none. Of two programs that begin at once, both get one key. */
  public static SealKey make(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      byte[] random = new byte[32];
      new SecureRandom().nextBytes(random);
      Path fresh = Files.createTempFile(folder, ".plan-key-", "", ownersOnly());
      try {
        write(fresh, HexFormat.of().formatHex(random) + "\n");
        // A link, and no rename: it does not take the place of a key that is there by now.
        Files.createLink(file, fresh);
      } catch (FileAlreadyExistsException other) {
        return named(file);
      } finally {
        Files.delete(fresh);
      }
    }
    return named(file);
  }

  private static FileAttribute<?> ownersOnly() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
  }
}
