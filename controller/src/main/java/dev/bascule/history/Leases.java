package dev.bascule.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Who works on which node, so that two controllers need not ask the node to find out. A lease that
 * is not renewed ends by itself. The node's own lock decides all the same: a lease only spares the
 * way.
 */
public final class Leases {
  private final Database database;

  Leases(Database database) {
    this.database = database;
  }

  /**
   * Somebody's lease.
   *
   * @param holder in words, for example {@code user@host}
   */
  public record Lease(String holder, String run, Instant until) {}

  /**
   * Takes leases of nodes, all in one transaction; one that has run out, or is of the same run, is
   * taken over. So is one that lasts for longer than any does: a clock was wrong then, or is now.
   *
   * @param nodes a node's key each, whatever the caller agrees on with other controllers
   * @return by node, those that another run holds; all others are taken now
   */
  public Map<String, Lease> acquire(
      Collection<String> nodes, String holder, RunId run, Duration length) throws HistoryException {
    return database.transaction(
        sql -> {
          Instant now = database.dialect().now(sql, database.clock());
          Map<String, Lease> held = new LinkedHashMap<>();
          // In one order, whoever asks: two that want the same nodes never wait for each other.
          for (String node : new TreeSet<>(nodes)) {
            int taken =
                sql.change(
                    "INSERT INTO bascule_lease (node, holder, run, until) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (node) DO UPDATE SET holder = excluded.holder, run ="
                        + " excluded.run, until = excluded.until"
                        + " WHERE bascule_lease.until <= ? OR bascule_lease.until > ?"
                        + " OR bascule_lease.run = excluded.run",
                    node,
                    holder,
                    run,
                    now.plus(length),
                    now,
                    now.plus(length.multipliedBy(2)));
            if (taken == 0) {
              sql.list(
                      "SELECT holder, run, until FROM bascule_lease WHERE node = ?",
                      row ->
                          new Lease(
                              row.getString("holder"),
                              row.getString("run"),
                              Objects.requireNonNull(Sql.instant(row, "until"))),
                      node)
                  .forEach(lease -> held.put(node, lease));
            }
          }
          return held;
        });
  }

  /** Lets all leases of a run hold longer, from now on; gives how many it still has. */
  public int renew(RunId run, Duration length) throws HistoryException {
    return database.transaction(
        sql -> {
          Instant now = database.dialect().now(sql, database.clock());
          return sql.change(
              "UPDATE bascule_lease SET until = ? WHERE run = ?", now.plus(length), run);
        });
  }

  /** Gives nodes back; those that another run took over stay its. */
  public void release(Collection<String> nodes, RunId run) throws HistoryException {
    database.transaction(
        sql -> {
          for (String node : new TreeSet<>(nodes)) {
            sql.change("DELETE FROM bascule_lease WHERE node = ? AND run = ?", node, run);
          }
          return run;
        });
  }

  /** Gives all nodes of a run back. */
  public void release(RunId run) throws HistoryException {
    database.transaction(sql -> sql.change("DELETE FROM bascule_lease WHERE run = ?", run));
  }
}
