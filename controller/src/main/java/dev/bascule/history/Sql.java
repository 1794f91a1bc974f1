package dev.bascule.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements with their values over one connection. Moments are milliseconds since 1970. */
final class Sql {
  // Rows sent together: a fleet of thousands must not stand in memory once more.
  private static final int AT_ONCE = 200;

  private final Connection connection;

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Makes a value of a row. */
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Runs a statement without values. */
  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Runs a statement without values and rows that does its work in steps, as some of SQLite's do:
   * {@link #run} takes the first one only.
   */
  void runToEnd(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /**
   * Gives a transaction up. A broken connection cannot even do that, and on a full disk SQLite has
   * done it by itself; what is to be told is what led to it.
   */
  private void rollBack(Throwable cause) {
    try {
      run("ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * Works within a transaction, of which nothing is left open, whatever fails. Not by the drivers'
   * own transactions: SQLite's begins the next one with each commit, and that may fail where the
   * commit did not.
   *
   * @param begins what it begins with; of several statements a later one may fail
   */
  <T> T within(String begins, Database.Work<T> work) throws SQLException {
    try {
      run(begins);
      T result = work.with(this);
      run("COMMIT");
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      rollBack(e);
      throw e;
    }
  }

  /** Changes rows; gives how many. */
  int change(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  /** Reads rows. */
  <T> List<T> list(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      List<T> all = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          all.add(row.of(rows));
        }
      }
      return all;
    }
  }

  /** Changes many rows with one statement, a few hundred at a time. */
  Many many(String sql) throws SQLException {
    return new Many(connection.prepareStatement(sql));
  }

  /** Question marks for the members of an {@code IN}. */
  static String marks(Collection<?> values) {
    return "(" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")";
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  static String text(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value == null) {
        statement.setNull(i + 1, Types.NULL);
      } else if (value instanceof Instant moment) {
        statement.setLong(i + 1, moment.toEpochMilli());
      } else if (value instanceof Integer number) {
        statement.setInt(i + 1, number);
      } else if (value instanceof Long number) {
        statement.setLong(i + 1, number);
      } else {
        // PostgreSQL takes no NUL in a text, and text of a node may hold one.
        statement.setString(i + 1, value.toString().replace('\0', '\ufffd'));
      }
    }
  }

  /** One statement for many rows. */
  static final class Many implements AutoCloseable {
    private final PreparedStatement statement;
    private int waiting;

    private Many(PreparedStatement statement) {
      this.statement = statement;
    }

    void add(@Nullable Object... values) throws SQLException {
      bind(statement, values);
      statement.addBatch();
      waiting++;
      if (waiting == AT_ONCE) {
        flush();
      }
    }

    void flush() throws SQLException {
      if (waiting > 0) {
        statement.executeBatch();
        waiting = 0;
      }
    }

    /** Only lets go: what was not flushed is not written. */
    @Override
    public void close() throws SQLException {
      statement.close();
    }
  }
}
