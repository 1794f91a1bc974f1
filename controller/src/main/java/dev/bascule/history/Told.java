package dev.bascule.history;

import dev.bascule.model.NodeName;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What somebody was notified of, so that nobody is notified of the same again. */
public final class Told {
  private final Database database;

  Told(Database database) {
    this.database = database;
  }

  /**
   * Notes that something is told now.
   *
   * @param inventory which fleet: {@link DriftScope#inventory}
   * @param kind what it is about, for example {@code drift}
   * @param digest of what is told; the same one is told once
   * @return whether it is new: false where just this was told last. Of two controllers at once, one
   *     hears that it is new
   */
  public boolean tell(String inventory, NodeName node, String kind, String digest, Instant when)
      throws HistoryException {
    return database.transaction(sql -> put(sql, inventory, node, kind, digest, when));
  }

  /** The digest of what was told last. */
  public Optional<String> last(String inventory, NodeName node, String kind)
      throws HistoryException {
    return database.read(
        sql -> {
          List<String> found =
              sql.list(
                  "SELECT digest FROM bascule_told WHERE inventory = ? AND node = ? AND kind = ?",
                  row -> row.getString("digest"),
                  inventory,
                  node,
                  kind);
          return found.stream().findFirst();
        });
  }

  /**
   * What is told of a node, to be noted together with that of others.
   *
   * @param digest of what is told; null where what was told is over
   */
  public record Note(NodeName node, String kind, @Nullable String digest) {}

  /** By node, the digest of what was told last of a kind. */
  public Map<NodeName, String> all(String inventory, String kind) throws HistoryException {
    return database.read(
        sql -> {
          Map<NodeName, String> all = new HashMap<>();
          sql.list(
              "SELECT node, digest FROM bascule_told WHERE inventory = ? AND kind = ?",
              row -> all.put(new NodeName(row.getString("node")), row.getString("digest")),
              inventory,
              kind);
          return all;
        });
  }

  /**
   * Asks for the right to tell, before it is told: of two controllers at once, one gets it. It
   * lasts for a while, so that what a program that died did not tell is told by another one.
   *
   * @return those that were not told yet, and that nobody else has asked for in that while
   */
  public Set<Note> claim(String inventory, Collection<Note> notes, Duration length)
      throws HistoryException {
    return database.transaction(
        sql -> {
          Instant now = database.dialect().now(sql, database.clock());
          Set<Note> mine = new HashSet<>();
          for (Note note : inOrder(notes)) {
            if (!isTold(sql, inventory, note) && ask(sql, inventory, note, now, length)) {
              mine.add(note);
            }
          }
          return mine;
        });
  }

  private static boolean ask(Sql sql, String inventory, Note note, Instant now, Duration length)
      throws SQLException {
    return sql.change(
            "INSERT INTO bascule_told (inventory, node, kind, digest, at)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (inventory, node, kind)"
                + " DO UPDATE SET digest = excluded.digest, at = excluded.at"
                + " WHERE bascule_told.digest <> excluded.digest OR bascule_told.at <= ?",
            inventory,
            note.node(),
            claim(note),
            note.digest() + "",
            now,
            now.minus(length))
        > 0;
  }

  private static boolean isTold(Sql sql, String inventory, Note note) throws SQLException {
    List<String> told =
        sql.list(
            "SELECT digest FROM bascule_told WHERE inventory = ? AND node = ? AND kind = ?",
            row -> row.getString("digest"),
            inventory,
            note.node(),
            note.kind());
    return note.digest() == null ? told.isEmpty() : told.contains(note.digest());
  }

  /** Gives the right back, as nobody could be told. */
  public void release(String inventory, Collection<Note> notes) throws HistoryException {
    database.transaction(
        sql -> {
          for (Note note : inOrder(notes)) {
            remove(sql, inventory, note.node(), claim(note));
          }
          return notes;
        });
  }

  /** Notes what was told. */
  public void settle(String inventory, Collection<Note> notes, Instant when)
      throws HistoryException {
    database.transaction(
        sql -> {
          for (Note note : inOrder(notes)) {
            remove(sql, inventory, note.node(), claim(note));
            if (note.digest() == null) {
              remove(sql, inventory, note.node(), note.kind());
            } else {
              put(sql, inventory, note.node(), note.kind(), note.digest(), when);
            }
          }
          return notes;
        });
  }

  /**
   * What was told of the nodes of a run, and is not over, is not forgotten because it was told long
   * ago: otherwise drift that nobody mends would be told again. What is only asked for may be, and
   * what was told of nodes that are gone.
   */
  static void refresh(Sql sql, DriftScope scope, RunOver run) throws SQLException {
    sql.change(
        "UPDATE bascule_told SET at = ? WHERE inventory LIKE ? AND kind NOT LIKE '% asks' AND at < ? - "
            + RunWriter.DAY
            + " AND node IN (SELECT node FROM bascule_run_node WHERE run = ?)",
        run.ended(),
        memory(scope) + "/%",
        run.ended(),
        run.id());
  }

  /** How the name begins under which what is told of a scope is kept; a slash and who follow. */
  public static String memory(DriftScope scope) {
    return scope.inventory() + "/" + scope.scope();
  }

  // Two that tell of the same nodes at once never wait for each other.
  private static List<Note> inOrder(Collection<Note> notes) {
    return notes.stream()
        .sorted(Comparator.comparing((Note note) -> note.node().text()).thenComparing(Note::kind))
        .toList();
  }

  private static String claim(Note note) {
    return note.kind() + " asks";
  }

  private static boolean put(
      Sql sql, String inventory, NodeName node, String kind, String digest, Instant when)
      throws SQLException {
    return sql.change(
            "INSERT INTO bascule_told (inventory, node, kind, digest, at)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (inventory, node, kind)"
                + " DO UPDATE SET digest = excluded.digest, at = excluded.at"
                + " WHERE bascule_told.digest <> excluded.digest",
            inventory,
            node,
            kind,
            digest,
            when)
        > 0;
  }

  private static boolean remove(Sql sql, String inventory, NodeName node, String kind)
      throws SQLException {
    return sql.change(
            "DELETE FROM bascule_told WHERE inventory = ? AND node = ? AND kind = ?",
            inventory,
            node,
            kind)
        > 0;
  }

  /**
   * What was told is over; gives whether there was any: of two controllers at once, one hears so.
   */
  public boolean forget(String inventory, NodeName node, String kind) throws HistoryException {
    return database.transaction(sql -> remove(sql, inventory, node, kind));
  }
}
