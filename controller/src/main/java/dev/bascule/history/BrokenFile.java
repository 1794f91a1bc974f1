package dev.bascule.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.sqlite.SQLiteConfig;

/** Puts a database that cannot be read out of the way, under another name. */
final class BrokenFile {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private BrokenFile() {}

  /** Renames it, if it still is broken; gives what to tell. */
  static String setAside(Path file, Clock clock) throws HistoryException {
    Path aside =
        file.resolveSibling(file.getFileName() + ".broken-" + MOMENT.format(clock.instant()));
    if (isSound(file)) {
      return "the history in " + file + " was damaged, and another run has begun a new one";
    }
    try {
      // Its journal first: beside a new database of the same name it would be taken for that one's.
      for (String part : List.of("-journal", "-wal", "-shm", "")) {
        Path from = file.resolveSibling(file.getFileName() + part);
        if (Files.exists(from)) {
          Files.move(
              from,
              aside.resolveSibling(aside.getFileName() + part),
              StandardCopyOption.ATOMIC_MOVE);
        }
      }
    } catch (IOException e) {
      throw new HistoryException(
          file + ": it is damaged and cannot be moved away: " + e, "mv " + file + " " + aside);
    }
    return "the history in "
        + file
        + " is damaged; it is now "
        + aside
        + ", and a new one is begun";
  }

  private static boolean isSound(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(2000);
    config.setReadOnly(true);
    try (Connection connection = config.createConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("PRAGMA quick_check(1)")) {
      return answer.next() && "ok".equals(answer.getString(1));
    } catch (SQLException e) {
      return false;
    }
  }
}
