package dev.bascule.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;

/** In what the two databases differ. */
interface Dialect {
  /** How the database is named in messages. */
  String shown();

  /** A new connection, bounded in time. */
  Connection connect() throws SQLException, HistoryException;

  /** Whether the table that counts the schema's steps is there: one number, not 0 if so. */
  String asksForSchema();

  /** The statement with which a transaction that writes begins. */
  String begins();

  /** What a table's definition ends with where rows are found by their key alone. */
  String keyed();

  /** What is set before the first table is made. */
  void prepare(Sql sql) throws SQLException;

  /** Whether whoever writes anything keeps all other writers out, in every transaction. */
  boolean hasOneWriter();

  /**
   * Lets one writer in at a time until the transaction ends: then no two of them can wait for each
   * other.
   */
  void lock(Sql sql) throws SQLException;

  /** Gives room back to the disk, as far as nobody else keeps it from that. */
  void shrink(Sql sql) throws SQLException;

  /** The clock by which controllers agree on how long a lease holds. */
  Instant now(Sql sql, Clock clock) throws SQLException;

  /** The same failure in users' words. */
  HistoryException explain(SQLException e);

  /** Whether the database itself is broken, as far as one statement can tell. */
  boolean isBroken(SQLException e);
}
