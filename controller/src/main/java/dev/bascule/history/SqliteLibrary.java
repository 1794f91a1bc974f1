package dev.bascule.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Loads SQLite itself. The driver would unpack it into the temporary folder and remove it when the
 * JVM exits; this program ends by a halt, and each run would leave a megabyte behind. So it is
 * unpacked here, loaded, and removed at once.
 */
final class SqliteLibrary {
  private static final String BEGIN = ".bascule-sqlite-";

  private static boolean loaded;

  private SqliteLibrary() {}

  /**
   * Loads it once.
   *
   * @param near where to unpack it, rather than in the temporary folder: that one is often mounted
   *     so that nothing in it may be run
   */
  static synchronized void load(Path near) throws HistoryException {
    if (loaded) {
      return;
    }
    String failure = "";
    for (Path folder : List.of(near, Path.of(System.getProperty("java.io.tmpdir", "/tmp")))) {
      try {
        if (loadIn(folder)) {
          loaded = true;
          return;
        }
      } catch (IOException e) {
        failure = ": " + e;
      }
    }
    throw new HistoryException(
        "SQLite cannot be loaded from " + near + " or the temporary folder" + failure,
        "both must have room for 2 MB and not be mounted noexec; or name a server: --history URL");
  }

  private static boolean loadIn(Path folder) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    Path own = Files.createTempDirectory(folder, BEGIN);
    Leftovers.sweep(own, left -> left.startsWith(BEGIN));
    Path library = own.resolve(name);
    try {
      unpack(library);
      System.setProperty("org.sqlite.lib.path", own.toString());
      System.setProperty("org.sqlite.lib.name", library.getFileName().toString());
      return SQLiteJDBCLoader.initialize();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) { // as declared by the driver
      throw new IOException(e);
    } finally {
      Files.deleteIfExists(library);
      Files.deleteIfExists(own);
    }
  }

  private static void unpack(Path library) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + library.getFileName();
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(in, "SQLite is not made for this machine"), library);
    }
  }
}
