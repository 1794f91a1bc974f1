package dev.bascule.history;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteConfig;

/**
 * One file. Its journal is SQLite's first kind and not the write-ahead log: that one needs shared
 * memory, which network file systems lack, and leaves two more files behind a halted JVM.
 */
final class SqliteDialect implements Dialect {
  // A little less than the end of a run waits: what keeps it is then said.
  private static final int BUSY_MILLIS = 8000;

  // About 4 MB.
  private static final int PAGES_AT_ONCE = 1000;

  // Whoever waits looks every tenth of a second at the latest, for seconds.
  private static final long TURN_NANOS = 20_000_000;

  private final Path file;
  private final boolean usual;

  SqliteDialect(HistoryPlace.InFile place) {
    this.file = place.file();
    this.usual = place.usual();
  }

  @Override
  public String shown() {
    return file.toString();
  }

  @Override
  public Connection connect() throws SQLException, HistoryException {
    Path folder = Objects.requireNonNull(file.getParent());
    create(folder);
    SqliteLibrary.load(folder);
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    return config.createConnection("jdbc:sqlite:" + file);
  }

  // Only its owner may read it: diffs show what is in files of nodes.
  private void create(Path folder) throws HistoryException {
    try {
      if (usual && !Files.exists(folder)) {
        Files.createDirectories(Objects.requireNonNull(folder.getParent()));
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    } catch (FileAlreadyExistsException other) {
      // Another run was faster.
    } catch (IOException e) {
      throw new HistoryException(file + ": it cannot be created: " + reason(e), hint(e, folder));
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    } else if (e instanceof NoSuchFileException) {
      return "its folder does not exist";
    }
    String reason = e instanceof FileSystemException it ? it.getReason() : e.getMessage();
    return reason == null ? e.toString() : reason;
  }

  private static String hint(IOException e, Path folder) {
    return e instanceof NoSuchFileException
        ? "mkdir -p " + folder
        : "name a file that you may write: --history FILE, or --history off";
  }

  @Override
  public String asksForSchema() {
    return "SELECT count(*) FROM sqlite_master WHERE name = 'bascule_schema'";
  }

  // A reader that becomes a writer could find that another one did before: say it at once.
  @Override
  public String begins() {
    return "BEGIN IMMEDIATE";
  }

  @Override
  public String keyed() {
    return " WITHOUT ROWID";
  }

  @Override
  public void prepare(Sql sql) throws SQLException {
    // So that pruning can give pages back without a copy of the whole file.
    sql.run("PRAGMA auto_vacuum = INCREMENTAL");
  }

  @Override
  public boolean hasOneWriter() {
    return true;
  }

  @Override
  public void lock(Sql sql) {
    // Its transactions have one writer anyway.
  }

  // All at once would be one transaction, and others would wait for it longer than they do.
  @Override
  public void shrink(Sql sql) throws SQLException {
    try {
      long free = free(sql);
      long before = Long.MAX_VALUE;
      while (free > 0 && free < before) {
        sql.runToEnd("PRAGMA incremental_vacuum(" + PAGES_AT_ONCE + ")");
        LockSupport.parkNanos(TURN_NANOS);
        before = free;
        free = free(sql);
      }
    } catch (SQLException e) {
      if (!isBusy(e)) {
        throw e;
      }
      // The next one to prune gives the rest back: what was too old is gone all the same.
    }
  }

  private static long free(Sql sql) throws SQLException {
    return sql.list("PRAGMA freelist_count", row -> row.getLong(1)).get(0);
  }

  private static boolean isBusy(SQLException e) {
    int code = e.getErrorCode() & 0xff;
    return code == BUSY || code == LOCKED;
  }

  @Override
  public Instant now(Sql sql, Clock clock) {
    return clock.instant();
  }

  // https://www.sqlite.org/rescode.html: the low byte is the primary code
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READONLY = 8;
  private static final int IOERR = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANTOPEN = 14;
  private static final int NOTADB = 26;

  @Override
  public boolean isBroken(SQLException e) {
    int code = e.getErrorCode() & 0xff;
    return code == CORRUPT || code == NOTADB;
  }

  @Override
  public HistoryException explain(SQLException e) {
    String elsewhere = "name another file: --history FILE, or --history off";
    return switch (e.getErrorCode() & 0xff) {
      case BUSY, LOCKED ->
          new HistoryException(
              file + ": another program has had it locked for 8 seconds",
              "see who: fuser -v " + file);
      case READONLY ->
          new HistoryException(
              file + ": it may not be written", "ls -l " + file + "; " + elsewhere);
      case FULL ->
          new HistoryException(
              file + ": the disk is full",
              "make room there; to keep less: bascule history prune --keep 30d");
      case CORRUPT, NOTADB ->
          new HistoryException(
              file + ": this is not a database of SQLite, or it is damaged",
              "move it away, and a new one is begun: mv " + file + " " + file + ".broken");
      case CANTOPEN -> new HistoryException(file + ": it cannot be opened", elsewhere);
      case IOERR -> new HistoryException(file + ": the disk fails: " + e.getMessage(), elsewhere);
      default -> new HistoryException(file + ": " + e.getMessage(), elsewhere);
    };
  }
}
