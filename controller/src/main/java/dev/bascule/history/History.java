package dev.bascule.history;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The runs of the past in a database. Every method is one short transaction, or a few, and ends in
 * bounded time. Not safe for several threads.
 */
public final class History implements AutoCloseable {
  // At the end of a run; what is left then is removed by the next one.
  private static final Duration LONGEST_TIDYING = Duration.ofSeconds(1);

  private static final int AT_ONCE = 200;

  private final Database database;
  private @Nullable RunBegun begun;
  private int notesThen;

  private History(Database database) {
    this.database = database;
  }

  /** Connects; makes the tables where they are missing. */
  public static History open(HistoryPlace place, Clock clock) throws HistoryException {
    return new History(Database.open(place, clock));
  }

  /** What is worth telling of how it was opened, for example that a broken file was set aside. */
  public List<String> notes() {
    return database.notes();
  }

  /** A run begins: nothing of another one is touched, and none is waited for. */
  public void begin(RunBegun run) throws HistoryException {
    database.transaction(
        sql -> {
          new RunWriter(sql).begin(run);
          return run;
        });
    begun = run;
    notesThen = notes().size();
  }

  /**
   * A run that was begun ends. Where a broken file was set aside in the meantime, its begin is
   * written once more.
   *
   * @param nodes made one by one while they are written, so that the texts of thousands never stand
   *     in memory together; may be asked for more than once
   * @param scope what was looked at; null where nothing was compared with what is wanted
   * @param sights what was found out, likewise
   * @return since when what is not as wanted is so
   */
  public Sinces end(
      RunOver over, Iterable<NodeEnd> nodes, @Nullable DriftScope scope, Iterable<NodeSight> sights)
      throws HistoryException {
    // To make a text may take long, and whoever else writes would wait for it.
    NodeEnds ends =
        database.dialect().hasOneWriter() ? NodeEnds.of(nodes) : new NodeEnds(nodes, true);
    int notes = ends.many() ? writeParts(over, nodes) : -1;
    return database.write(
        sql -> {
          RunWriter writer = new RunWriter(sql);
          beginAnew(over, writer);
          boolean written = notes().size() == notes;
          String files = writer.end(over, written ? List.of() : ends.all());
          if (over.resumes() != null) {
            writer.resumed(over.resumes(), over, ends.all());
          }
          if (scope != null) {
            Told.refresh(sql, scope, over);
          }
          return scope == null
              ? Sinces.UNKNOWN
              : new DriftWriter(sql, scope, over, files, writer.began(over)).check(sights);
        });
  }

  // One that is missing from the file it was begun in was pruned, and stays away.
  private void beginAnew(RunOver over, RunWriter writer) throws SQLException {
    RunBegun run = begun;
    boolean other = notes().size() > notesThen;
    if (other && run != null && run.id().equals(over.id()) && !writer.isThere(run.id())) {
      writer.begin(run);
    }
  }

  // So that other runs wait only while spans are compared, and not while texts are sent. Gives how
  // many notes there were of the file that they are in: with one more, it is another file.
  private int writeParts(RunOver over, Iterable<NodeEnd> nodes) throws HistoryException {
    int notes = notes().size();
    writeAll(over, nodes);
    if (notes().size() > notes) {
      // The first of them may be in a broken file that was set aside since.
      notes = notes().size();
      writeAll(over, nodes);
    }
    return notes;
  }

  private void writeAll(RunOver over, Iterable<NodeEnd> nodes) throws HistoryException {
    List<NodeEnd> part = new ArrayList<>();
    for (NodeEnd node : nodes) {
      part.add(node);
      if (part.size() == AT_ONCE) {
        writePart(over, part);
        part.clear();
      }
    }
    if (!part.isEmpty()) {
      writePart(over, part);
    }
  }

  private void writePart(RunOver over, List<NodeEnd> part) throws HistoryException {
    database.transaction(
        sql -> {
          RunWriter writer = new RunWriter(sql);
          beginAnew(over, writer);
          writer.part(over, part);
          return part;
        });
  }

  /**
   * Removes what is older than wanted, for a second; at most once a day, whoever asks, unless that
   * was not enough.
   */
  public void tidy(Duration keep) throws HistoryException {
    Retention retention = new Retention(database);
    if (retention.isDue()) {
      Instant now = database.clock().instant();
      if (!retention.prune(now.minus(keep), now.plus(LONGEST_TIDYING)).all()) {
        retention.again();
      }
    }
  }

  /** Removes what is older than wanted, however long it takes; gives how many runs that were. */
  public int prune(Duration keep) throws HistoryException {
    int removed =
        new Retention(database).prune(database.clock().instant().minus(keep), Instant.MAX).runs();
    database.read(
        sql -> {
          database.dialect().shrink(sql);
          return removed;
        });
    return removed;
  }

  /** The runs, to be read. */
  public Past past() {
    return new Past(database);
  }

  /** Who works on which node. */
  public Leases leases() {
    return new Leases(database);
  }

  /** What somebody was told of. */
  public Told told() {
    return new Told(database);
  }

  @Override
  public void close() throws HistoryException {
    database.close();
  }
}
