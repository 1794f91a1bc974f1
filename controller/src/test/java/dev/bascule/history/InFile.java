package dev.bascule.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/** A history in a real SQLite database of a test's own. */
abstract class InFile {
  @TempDir Path folder;
  Path file;
  Runs runs;

  @BeforeEach
  void open() throws HistoryException {
    file = folder.resolve("state/bascule/history.db");
    runs = open(true);
  }

  final Runs open(boolean usual) throws HistoryException {
    Runs.Turned clock = new Runs.Turned();
    return new Runs(History.open(new HistoryPlace.InFile(file, usual), clock), clock);
  }

  @AfterEach
  void close() throws HistoryException {
    runs.history.close();
  }

  final Runs inMemoryOfAnotherFile() throws HistoryException {
    file = folder.resolve("other.db");
    return open(false);
  }

  final int count(String table) throws SQLException {
    try (Connection connection = raw();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      return rows.next() ? rows.getInt(1) : -1;
    }
  }

  final Connection raw() throws SQLException {
    return new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
  }
}
