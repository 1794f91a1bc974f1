package dev.bascule.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A connection whose schema is current. Not safe for several threads. */
final class Database implements AutoCloseable {
  // Two that waited for each other, or could not be put one after the other: once more.
  private static final Set<String> AGAIN = Set.of("40P01", "40001");

  private final HistoryPlace place;
  private final Dialect dialect;
  private final Clock clock;
  private final List<String> notes = new ArrayList<>();
  private Connection connection;

  private Database(HistoryPlace place, Dialect dialect, Clock clock, Connection connection) {
    this.place = place;
    this.dialect = dialect;
    this.clock = clock;
    this.connection = connection;
  }

  /** What is done within one transaction. May be done twice: the first time then left no trace. */
  interface Work<T> {
    T with(Sql sql) throws SQLException;
  }

  /** Connects, and brings the schema up to date. */
  static Database open(HistoryPlace place, Clock clock) throws HistoryException {
    Dialect dialect = dialect(place);
    List<String> notes = new ArrayList<>();
    Connection connection;
    try {
      connection = current(dialect);
    } catch (SQLException e) {
      connection = afterSettingAside(place, dialect, clock, e, notes);
    }
    Database database = new Database(place, dialect, clock, connection);
    database.notes.addAll(notes);
    return database;
  }

  private static Dialect dialect(HistoryPlace place) {
    if (place instanceof HistoryPlace.InFile file) {
      return new SqliteDialect(file);
    } else if (place instanceof HistoryPlace.OnServer server) {
      return new PostgresDialect(server);
    }
    throw new IllegalArgumentException("no history is kept");
  }

  private static Connection current(Dialect dialect) throws SQLException, HistoryException {
    Connection connection = dialect.connect();
    try {
      Schema.migrate(connection, dialect);
      return connection;
    } catch (SQLException | HistoryException e) {
      connection.close();
      throw e;
    }
  }

  // Only the file that nobody named, and only when it is broken for certain: one that is locked, of
  // a newer Bascule, or somebody's own, stays where it is.
  private static Connection afterSettingAside(
      HistoryPlace place, Dialect dialect, Clock clock, SQLException e, List<String> notes)
      throws HistoryException {
    if (dialect.isBroken(e) && place instanceof HistoryPlace.InFile file && file.usual()) {
      notes.add(BrokenFile.setAside(file.file(), clock));
      try {
        return current(dialect);
      } catch (SQLException again) {
        throw dialect.explain(again);
      }
    }
    throw dialect.explain(e);
  }

  /** What is worth telling of how it was opened. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  Dialect dialect() {
    return dialect;
  }

  Clock clock() {
    return clock;
  }

  /** Reads. */
  <T> T read(Work<T> work) throws HistoryException {
    try {
      // Only a transaction has an end to its waits on a server; in a file it would keep others out.
      return dialect.hasOneWriter() ? work.with(new Sql(connection)) : once(work);
    } catch (SQLException e) {
      throw dialect.explain(e);
    }
  }

  /** Writes in a transaction that no other writer of runs comes between. */
  <T> T write(Work<T> work) throws HistoryException {
    return transaction(
        sql -> {
          dialect.lock(sql);
          return work.with(sql);
        });
  }

  /** Writes in a transaction. */
  <T> T transaction(Work<T> work) throws HistoryException {
    try {
      return once(work);
    } catch (SQLException e) {
      if (!AGAIN.contains(String.valueOf(e.getSQLState())) && !dialect.isBroken(e)) {
        throw dialect.explain(e);
      }
      return again(work, e);
    }
  }

  private <T> T again(Work<T> work, SQLException first) throws HistoryException {
    try {
      if (dialect.isBroken(first)) {
        connection.close();
        connection = afterSettingAside(place, dialect, clock, first, notes);
      }
      return once(work);
    } catch (SQLException e) {
      throw dialect.explain(e);
    }
  }

  private <T> T once(Work<T> work) throws SQLException {
    return new Sql(connection).within(dialect.begins(), work);
  }

  @Override
  public void close() throws HistoryException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw dialect.explain(e);
    }
  }
}
