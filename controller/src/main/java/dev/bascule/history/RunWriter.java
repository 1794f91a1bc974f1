package dev.bascule.history;

import dev.bascule.model.FileContent;
import dev.bascule.source.ReadFile;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Writes runs; each method within one transaction. */
final class RunWriter {
  /** By so much, in milliseconds, a text may have been used later than it says. */
  static final long DAY = 86_400_000;

  private static final int DIGITS = 32;

  // Of resume, where it knows of every node; the most serious last.
  private static final List<Integer> SERIOUS = List.of(0, 3, 5, 6);

  private final Sql sql;

  RunWriter(Sql sql) {
    this.sql = sql;
  }

  void begin(RunBegun run) throws SQLException {
    sql.change(
        "INSERT INTO bascule_run (id, command, who, controller, version, process, nodes, began)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        run.id(),
        run.command(),
        run.who(),
        run.controller(),
        run.version(),
        run.process(),
        run.nodes(),
        run.began());
    try (Sql.Many words =
        sql.many("INSERT INTO bascule_run_word (run, kind, place, word) VALUES (?, ?, ?, ?)")) {
      add(words, run.id(), "argument", run.arguments());
      add(words, run.id(), "inventory", run.inventories());
      add(words, run.id(), "playbook", run.playbooks());
      words.flush();
    }
  }

  private static void add(Sql.Many many, RunId run, String kind, List<String> words)
      throws SQLException {
    for (int i = 0; i < words.size(); i++) {
      many.add(run, kind, i, words.get(i));
    }
  }

  /**
   * Closes a run that was begun.
   *
   * @return the hash of the files that it read
   */
  String end(RunOver over, Iterable<NodeEnd> nodes) throws SQLException {
    String files = files(over.files(), over.ended());
    int there =
        sql.change(
            // It was not lost after all, where a resume took it for that.
            "UPDATE bascule_run SET ended = ?, exit_code = ?, files = ?, resumed_by = NULL"
                + " WHERE id = ?",
            over.ended(),
            over.exitCode(),
            files,
            over.id());
    if (there > 0) { // or it was pruned, and nothing would ever remove its nodes
      nodes(over.id(), nodes, over.ended());
    }
    return files == null ? "" : files;
  }

  boolean isThere(RunId run) throws SQLException {
    return !sql.list("SELECT id FROM bascule_run WHERE id = ?", row -> "", run).isEmpty();
  }

  /** When a run began; its end, where that is not known. */
  Instant began(RunOver over) throws SQLException {
    List<Instant> began =
        sql.list(
            "SELECT began FROM bascule_run WHERE id = ?",
            row -> Instant.ofEpochMilli(row.getLong("began")),
            over.id());
    return began.isEmpty() ? over.ended() : began.get(0);
  }

  /**
   * How the nodes of a lost run ended, as its {@code resume} found out. A run that ended by itself
   * stays as it told it; so does what an earlier resume was told of a node, for nodes forget.
   */
  void resumed(Resumption lost, RunOver by, Iterable<NodeEnd> nodes) throws SQLException {
    List<String> open =
        sql.list(
            "SELECT id FROM bascule_run WHERE id = ? AND ended IS NULL", row -> "", lost.run());
    if (open.isEmpty()) {
      // It ended, all of it was told, it was begun by a program that kept no history, or is pruned.
      return;
    }
    nodes(lost.run(), unsettled(lost.run(), nodes), by.ended());
    sql.change("UPDATE bascule_run SET resumed_by = ? WHERE id = ?", by.id(), lost.run());
    if (lost.whole()) {
      sql.change(
          "UPDATE bascule_run SET ended = ?, exit_code = ? WHERE id = ?",
          by.ended(),
          exitCode(lost.run()),
          lost.run());
    }
  }

  // Of all that was told, also by an earlier resume.
  private int exitCode(RunId run) throws SQLException {
    return sql
        .list(
            "SELECT DISTINCT outcome FROM bascule_run_node WHERE run = ?",
            row -> exitCode(row.getString("outcome")),
            run)
        .stream()
        .max(Comparator.comparing(SERIOUS::indexOf))
        .orElse(0);
  }

  private static int exitCode(String outcome) {
    return switch (outcome) {
      case "in_sync", "changed" -> 0;
      case "rolled_back", "rolled_back_differs", "rollback_failed" -> 5;
      case "unknown" -> 6;
      default -> 3;
    };
  }

  private Iterable<NodeEnd> unsettled(RunId lost, Iterable<NodeEnd> nodes) throws SQLException {
    Set<String> settled =
        Set.copyOf(
            sql.list(
                "SELECT node FROM bascule_run_node WHERE run = ?"
                    + " AND outcome NOT IN ('unreachable', 'pending')",
                row -> row.getString("node"),
                lost));
    return () ->
        StreamSupport.stream(nodes.spliterator(), false)
            .filter(end -> !settled.contains(end.node().text()))
            .iterator();
  }

  /** Gives the hash under which the list of files is kept; null for no files. */
  private @Nullable String files(List<ReadFile> files, Instant now) throws SQLException {
    if (files.isEmpty()) {
      return null;
    }
    String digest =
        digest(
            files.stream()
                .map(file -> file.sha256() + " " + file.path())
                .collect(Collectors.joining("\n")));
    int fresh =
        sql.change(
            "INSERT INTO bascule_files (digest, used) VALUES (?, ?) ON CONFLICT DO NOTHING",
            digest,
            now);
    if (fresh == 0) {
      sql.change("UPDATE bascule_files SET used = ? WHERE digest = ?", now, digest);
      return digest;
    }
    try (Sql.Many rows =
        sql.many("INSERT INTO bascule_file (files, path, sha256) VALUES (?, ?, ?)")) {
      for (ReadFile file : files) {
        rows.add(digest, file.path(), file.sha256());
      }
      rows.flush();
    }
    return digest;
  }

  /**
   * Some nodes of a run that will end; nothing where it was pruned meanwhile. In the order of their
   * texts: two runs that write the same ones at once never wait for each other.
   */
  void part(RunOver over, List<NodeEnd> nodes) throws SQLException {
    // Changes nothing, and keeps the run from being removed until this is written.
    boolean there = sql.change("UPDATE bascule_run SET nodes = nodes WHERE id = ?", over.id()) > 0;
    if (there) {
      rows(over.id(), nodes.stream().sorted(BY_TEXT).toList(), over.ended());
    }
  }

  private static final Comparator<NodeEnd> BY_TEXT =
      Comparator.comparing(node -> node.shown() == null ? "" : digest(node.shown()));

  private void nodes(RunId run, Iterable<NodeEnd> nodes, Instant now) throws SQLException {
    rows(run, nodes, now);
    counts(run);
  }

  private void rows(RunId run, Iterable<NodeEnd> nodes, Instant now) throws SQLException {
    Set<String> texts = new TreeSet<>();
    try (Sql.Many rows =
            sql.many(
                "INSERT INTO bascule_run_node (run, node, outcome, took_ms, message, hint, shown)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run, node) DO UPDATE SET outcome ="
                    + " excluded.outcome, took_ms = excluded.took_ms, message = excluded.message,"
                    + " hint = excluded.hint, shown = excluded.shown");
        Sql.Many shown =
            sql.many(
                "INSERT INTO bascule_text (digest, text, used) VALUES (?, ?, ?)"
                    // Once a day: to change a row is to write its text again.
                    + " ON CONFLICT (digest) DO UPDATE SET used = excluded.used"
                    + " WHERE bascule_text.used < excluded.used - "
                    + DAY)) {
      for (NodeEnd node : nodes) {
        String text = node.shown();
        String digest = text == null ? null : digest(text);
        if (digest != null && texts.add(digest)) {
          shown.add(digest, text, now);
        }
        rows.add(
            run,
            node.node(),
            node.outcome(),
            node.took().toMillis(),
            node.message(),
            node.hint(),
            digest);
      }
      shown.flush();
      rows.flush();
    }
  }

  // From the rows: a resume changes some of them.
  private void counts(RunId run) throws SQLException {
    sql.change("DELETE FROM bascule_run_count WHERE run = ?", run);
    sql.change(
        "INSERT INTO bascule_run_count (run, outcome, nodes)"
            + " SELECT run, outcome, count(*) FROM bascule_run_node WHERE run = ?"
            + " GROUP BY run, outcome",
        run);
  }

  private static String digest(String text) {
    return FileContent.of(text).sha256().substring(0, DIGITS);
  }
}
