package dev.bascule.history;

import dev.bascule.event.Since;
import dev.bascule.model.NodeName;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps, for each target of each node, since when it is not as wanted. A few queries for each 500
 * nodes, within the run's transaction.
 */
final class DriftWriter {
  private static final int AT_ONCE = 500;

  private final Sql sql;
  private final DriftScope scope;
  private final RunOver run;
  private final String files;
  private final Instant began;

  /**
   * For the nodes of one run.
   *
   * @param files the hash of all files that were read: while it stays, what is wanted stays
   * @param began when the run began: it looked at no node before
   */
  DriftWriter(Sql sql, DriftScope scope, RunOver run, String files, Instant began) {
    this.sql = sql;
    this.scope = scope;
    this.run = run;
    this.files = files;
    this.began = began;
  }

  private record Check(Instant at, String files) {}

  // Its span was ended by a run of another scope after this scope's last check, which had seen it.
  private record EndedElsewhere(String node, String target) {}

  private record Span(String scope, String target, Since since, Wish wish) {}

  /** Ends and begins spans; gives those that go on. */
  Sinces check(Iterable<NodeSight> nodes) throws SQLException {
    Map<NodeName, Map<String, Since>> known = new HashMap<>();
    // Always in the same order, whoever checks.
    Map<NodeName, NodeSight> some = new TreeMap<>();
    for (NodeSight node : nodes) {
      some.put(node.node(), node);
      if (some.size() == AT_ONCE) {
        known.putAll(checkSome(some));
        some.clear();
      }
    }
    known.putAll(checkSome(some));
    return new Sinces(known);
  }

  private Map<NodeName, Map<String, Since>> checkSome(Map<NodeName, NodeSight> nodes)
      throws SQLException {
    if (nodes.isEmpty()) {
      return Map.of();
    }
    Map<String, Check> before = checks(nodes.keySet());
    Map<String, List<Span>> open = open(nodes.keySet());
    Set<EndedElsewhere> elsewhere = endedElsewhere(nodes.keySet());
    Map<NodeName, Map<String, Since>> known = new HashMap<>();
    try (Sql.Many ends = ends();
        Sql.Many begins = begins();
        Sql.Many wishes = wishes();
        Sql.Many checked = checked()) {
      for (Map.Entry<NodeName, NodeSight> node : nodes.entrySet()) {
        String name = node.getKey().text();
        OneNode one =
            new OneNode(name, before.get(name), open.getOrDefault(name, List.of()), elsewhere);
        known.put(node.getKey(), one.check(node.getValue(), ends, begins, wishes));
        if (node.getValue().whole()) {
          // No node was looked at earlier: drift that is found next came about after this.
          checked.add(scope.inventory(), scope.scope(), name, began, files);
        }
      }
      ends.flush();
      wishes.flush();
      begins.flush();
      checked.flush();
    }
    return known;
  }

  /** The spans of one node. */
  private final class OneNode {
    private final String node;
    private final @Nullable Check before;
    private final List<Span> open;
    private final Set<EndedElsewhere> elsewhere;

    OneNode(String node, @Nullable Check before, List<Span> open, Set<EndedElsewhere> elsewhere) {
      this.node = node;
      this.before = before;
      this.open = open;
      this.elsewhere = elsewhere;
    }

    Map<String, Since> check(NodeSight sight, Sql.Many ends, Sql.Many begins, Sql.Many wishes)
        throws SQLException {
      for (String target : inSync(sight)) {
        end(ends, target, scope.scope(), began);
        endElsewhere(ends, target, sight);
      }
      Map<String, Since> known = new TreeMap<>();
      for (Map.Entry<String, Wish> drifted : new TreeMap<>(sight.drifted()).entrySet()) {
        String target = drifted.getKey();
        Wish wish = drifted.getValue();
        Span span = span(target);
        if (span != null && !span.wish().contradicts(wish)) {
          known.put(target, span.since());
          Wish both = span.wish().and(wish);
          if (!both.equals(span.wish())) {
            wishes.add(both.text(), scope.inventory(), node, scope.scope(), target);
          }
        } else {
          if (span != null) {
            end(ends, target, scope.scope(), began);
          }
          known.put(target, begin(begins, target, wish, span != null));
        }
      }
      return known;
    }

    private void end(Sql.Many ends, String target, String of, Instant when) throws SQLException {
      ends.add(when, run.id(), scope.inventory(), node, target, of);
    }

    // Others that want the same of it have it now, and only they: what is as one playbook wants may
    // be just what another one does not want.
    private void endElsewhere(Sql.Many ends, String target, NodeSight sight) throws SQLException {
      Span own = span(target);
      Wish wish = sight.changed().getOrDefault(target, own == null ? Wish.NONE : own.wish());
      for (Span span : open) {
        if (span.target().equals(target)
            && !span.scope().equals(scope.scope())
            && wish.covers(span.wish())) {
          end(ends, target, span.scope(), run.ended());
        }
      }
    }

    private Since begin(Sql.Many begins, String target, Wish wish, boolean otherWish)
        throws SQLException {
      boolean changed = otherWish || (before != null && !before.files().equals(files));
      boolean unknown = otherWish || elsewhere.contains(new EndedElsewhere(node, target));
      // As it is kept, so that later checks say the very same.
      Instant first = run.ended().truncatedTo(ChronoUnit.MILLIS);
      Since since = new Since(first, before == null || unknown ? null : before.at(), changed);
      begins.add(
          scope.inventory(),
          node,
          scope.scope(),
          target,
          since.firstSeen(),
          run.id(),
          since.lastInSync(),
          changed ? 1 : 0,
          wish.text());
      return since;
    }

    private @Nullable Span span(String target) {
      for (Span span : open) {
        if (span.target().equals(target) && span.scope().equals(scope.scope())) {
          return span;
        }
      }
      return null;
    }

    private Set<String> inSync(NodeSight sight) {
      Set<String> targets = new TreeSet<>(sight.changed().keySet());
      for (Span span : open) {
        if (sight.whole() && span.scope().equals(scope.scope())) {
          targets.add(span.target());
        }
      }
      targets.removeAll(sight.drifted().keySet());
      return targets;
    }
  }

  private Sql.Many ends() throws SQLException {
    return sql.many(
        "UPDATE bascule_drift SET ended = ?, ended_by = ? WHERE inventory = ? AND node = ?"
            + " AND target = ? AND scope = ? AND ended IS NULL");
  }

  private Sql.Many begins() throws SQLException {
    return sql.many(
        "INSERT INTO bascule_drift (inventory, node, scope, target, first_seen, run, last_in_sync,"
            + " wish_changed, wish) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
  }

  private Sql.Many wishes() throws SQLException {
    return sql.many(
        "UPDATE bascule_drift SET wish = ? WHERE inventory = ? AND node = ? AND scope = ?"
            + " AND target = ? AND ended IS NULL");
  }

  private Sql.Many checked() throws SQLException {
    return sql.many(
        "INSERT INTO bascule_check (inventory, scope, node, at, files) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (inventory, scope, node)"
            + " DO UPDATE SET at = excluded.at, files = excluded.files");
  }

  private Map<String, Check> checks(Collection<NodeName> nodes) throws SQLException {
    Map<String, Check> all = new HashMap<>();
    sql.list(
        "SELECT node, at, files FROM bascule_check WHERE inventory = ? AND scope = ? AND node IN "
            + Sql.marks(nodes),
        row ->
            all.put(
                row.getString("node"),
                new Check(Instant.ofEpochMilli(row.getLong("at")), row.getString("files"))),
        values(List.of(scope.inventory(), scope.scope()), nodes));
    return all;
  }

  // A run of this scope ends spans at its begin, which is the check's moment too.
  private Set<EndedElsewhere> endedElsewhere(Collection<NodeName> nodes) throws SQLException {
    return Set.copyOf(
        sql.list(
            "SELECT DISTINCT d.node AS node, d.target AS target FROM bascule_drift d"
                + " JOIN bascule_check c ON c.inventory = d.inventory AND c.scope = d.scope"
                + " AND c.node = d.node WHERE d.inventory = ? AND d.scope = ? AND d.ended > c.at"
                + " AND d.node IN "
                + Sql.marks(nodes),
            row -> new EndedElsewhere(row.getString("node"), row.getString("target")),
            values(List.of(scope.inventory(), scope.scope()), nodes)));
  }

  private Map<String, List<Span>> open(Collection<NodeName> nodes) throws SQLException {
    Map<String, List<Span>> all = new HashMap<>();
    sql.list(
        "SELECT node, scope, target, first_seen, last_in_sync, wish_changed, wish FROM bascule_drift"
            + " WHERE inventory = ? AND ended IS NULL AND node IN "
            + Sql.marks(nodes),
        row -> {
          Instant first = Instant.ofEpochMilli(row.getLong("first_seen"));
          Since since =
              new Since(first, Sql.instant(row, "last_in_sync"), row.getInt("wish_changed") != 0);
          return all.computeIfAbsent(row.getString("node"), node -> new ArrayList<>())
              .add(
                  new Span(
                      row.getString("scope"),
                      row.getString("target"),
                      since,
                      Wish.read(row.getString("wish"))));
        },
        values(List.of(scope.inventory()), nodes));
    return all;
  }

  private static Object[] values(List<String> first, Collection<NodeName> nodes) {
    List<Object> all = new ArrayList<>(first);
    all.addAll(nodes);
    return all.toArray();
  }
}
