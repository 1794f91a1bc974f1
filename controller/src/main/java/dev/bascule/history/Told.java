package dev.bascule.history;

import dev.bascule.model.NodeName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
    return database.transaction(
        sql ->
            sql.change(
                    "INSERT INTO bascule_told (inventory, node, kind, digest, at)"
                        + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (inventory, node, kind)"
                        + " DO UPDATE SET digest = excluded.digest, at = excluded.at"
                        + " WHERE bascule_told.digest <> excluded.digest",
                    inventory,
                    node,
                    kind,
                    digest,
                    when)
                > 0);
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
   * What was told is over; gives whether there was any: of two controllers at once, one hears so.
   */
  public boolean forget(String inventory, NodeName node, String kind) throws HistoryException {
    return database.transaction(
        sql ->
            sql.change(
                    "DELETE FROM bascule_told WHERE inventory = ? AND node = ? AND kind = ?",
                    inventory,
                    node,
                    kind)
                > 0);
  }
}
