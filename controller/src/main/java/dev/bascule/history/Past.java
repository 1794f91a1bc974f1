package dev.bascule.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads runs. */
public final class Past {
  // PostgreSQL takes 65,535 values in a statement, and more runs than that may be asked for.
  private static final int AT_ONCE = 500;

  private static final String RUN =
      "SELECT id, command, who, controller, version, process, nodes, began, ended, exit_code,"
          + " files, resumed_by FROM bascule_run ";

  private final Database database;

  Past(Database database) {
    this.database = database;
  }

  /** The last runs, newest first. */
  public List<PastRun> runs(int most) throws HistoryException {
    return database.read(
        sql -> whole(sql, sql.list(RUN + "ORDER BY began DESC, id DESC LIMIT ?", Past::row, most)));
  }

  /** The last runs over a node, newest first, and how it ended in each. */
  public List<PastRun.OfNode> runs(String node, int most) throws HistoryException {
    return database.read(
        sql -> {
          // A run's name begins with its time.
          Map<String, PastRun.Node> ends = new LinkedHashMap<>();
          sql.list(
              NODE + "WHERE n.node = ? ORDER BY n.run DESC LIMIT ?",
              row -> ends.put(row.getString("run"), node(row)),
              node,
              most);
          Map<String, PastRun> runs = new HashMap<>();
          for (List<String> some : parts(List.copyOf(ends.keySet()))) {
            String query = RUN + "WHERE id IN " + Sql.marks(some);
            whole(sql, sql.list(query, Past::row, some.toArray()))
                .forEach(run -> runs.put(run.id(), run));
          }
          List<PastRun.OfNode> all = new ArrayList<>();
          ends.forEach(
              (run, end) -> {
                PastRun of = runs.get(run);
                if (of != null) {
                  all.add(new PastRun.OfNode(of, end));
                }
              });
          return all;
        });
  }

  /** The names of the runs that begin so, newest first, a few at most. */
  public List<String> named(String prefix) throws HistoryException {
    return database.read(
        sql ->
            sql.list(
                "SELECT id FROM bascule_run WHERE substr(id, 1, ?) = ? ORDER BY id DESC LIMIT 5",
                row -> row.getString("id"),
                prefix.length(),
                prefix));
  }

  /** One run with its files and nodes. */
  public Optional<PastRun.Whole> run(String id) throws HistoryException {
    return database.read(
        sql -> {
          List<Row> found = sql.list(RUN + "WHERE id = ?", Past::row, id);
          if (found.isEmpty()) {
            return Optional.empty();
          }
          List<PastRun.File> files =
              sql.list(
                  "SELECT path, sha256 FROM bascule_file WHERE files = ? ORDER BY path",
                  row -> new PastRun.File(row.getString("path"), row.getString("sha256")),
                  found.get(0).files());
          List<PastRun.Node> nodes =
              sql.list(NODE + "WHERE n.run = ? ORDER BY n.node", Past::node, id);
          return Optional.of(new PastRun.Whole(whole(sql, found).get(0), files, nodes));
        });
  }

  private static final String NODE =
      "SELECT n.run, n.node, n.outcome, n.took_ms, n.message, n.hint, t.text AS shown"
          + " FROM bascule_run_node n LEFT JOIN bascule_text t ON t.digest = n.shown ";

  private static PastRun.Node node(ResultSet row) throws SQLException {
    return new PastRun.Node(
        row.getString("node"),
        row.getString("outcome"),
        Duration.ofMillis(row.getLong("took_ms")),
        row.getString("message"),
        row.getString("hint"),
        row.getString("shown"));
  }

  private record Row(PastRun run, String files) {}

  private static Row row(ResultSet row) throws SQLException {
    int exit = row.getInt("exit_code");
    Integer exitCode = row.wasNull() ? null : Integer.valueOf(exit);
    PastRun run =
        new PastRun(
            row.getString("id"),
            row.getString("command"),
            List.of(),
            row.getString("who"),
            row.getString("controller"),
            row.getString("version"),
            row.getString("process"),
            List.of(),
            List.of(),
            row.getInt("nodes"),
            Objects.requireNonNull(Sql.instant(row, "began")),
            Sql.instant(row, "ended"),
            exitCode,
            row.getString("resumed_by"),
            Map.of());
    return new Row(run, Sql.text(row, "files"));
  }

  private static <T> List<List<T>> parts(List<T> all) {
    List<List<T>> parts = new ArrayList<>();
    for (int i = 0; i < all.size(); i += AT_ONCE) {
      parts.add(all.subList(i, Math.min(all.size(), i + AT_ONCE)));
    }
    return parts;
  }

  private static List<PastRun> whole(Sql sql, List<Row> rows) throws SQLException {
    List<PastRun> all = new ArrayList<>(rows.size());
    for (List<Row> some : parts(rows)) {
      all.addAll(wholeSome(sql, some));
    }
    return all;
  }

  private static List<PastRun> wholeSome(Sql sql, List<Row> rows) throws SQLException {
    List<String> ids = rows.stream().map(row -> row.run().id()).toList();
    Map<String, Map<String, List<String>>> words = new HashMap<>();
    sql.list(
        "SELECT run, kind, word FROM bascule_run_word WHERE run IN "
            + Sql.marks(ids)
            + " ORDER BY run, kind, place",
        row ->
            words
                .computeIfAbsent(row.getString("run"), run -> new HashMap<>())
                .computeIfAbsent(row.getString("kind"), kind -> new ArrayList<>())
                .add(row.getString("word")),
        ids.toArray());
    Map<String, Map<String, Integer>> counts = new HashMap<>();
    sql.list(
        "SELECT run, outcome, nodes FROM bascule_run_count WHERE run IN "
            + Sql.marks(ids)
            + " ORDER BY run, outcome",
        row ->
            counts
                .computeIfAbsent(row.getString("run"), run -> new LinkedHashMap<>())
                .merge(row.getString("outcome"), row.getInt("nodes"), Integer::sum),
        ids.toArray());
    return rows.stream()
        .map(
            row ->
                with(
                    row.run(),
                    words.getOrDefault(row.run().id(), Map.of()),
                    counts.getOrDefault(row.run().id(), Map.of())))
        .toList();
  }

  private static PastRun with(
      PastRun run, Map<String, List<String>> words, Map<String, Integer> counts) {
    return new PastRun(
        run.id(),
        run.command(),
        words.getOrDefault("argument", List.of()),
        run.who(),
        run.controller(),
        run.version(),
        run.process(),
        words.getOrDefault("inventory", List.of()),
        words.getOrDefault("playbook", List.of()),
        run.nodes(),
        run.began(),
        run.ended(),
        run.exitCode(),
        run.resumedBy(),
        counts);
  }
}
