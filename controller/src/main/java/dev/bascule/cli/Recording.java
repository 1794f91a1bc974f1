package dev.bascule.cli;

import dev.bascule.history.History;
import dev.bascule.history.HistoryException;
import dev.bascule.history.HistoryPlace;
import dev.bascule.history.Sinces;
import dev.bascule.report.RunReport;
import dev.bascule.report.page.PastRun;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Writes one run into the history, on a thread beside it. Whatever fails there, or takes too long,
 * is told once; the run goes on, and its exit code is what it would be.
 */
final class Recording {
  /** Until a run that may change something goes on without; a server has 3 seconds to answer. */
  static final Duration LONGEST_BEGIN = Duration.ofMillis(3500);

  private static final Duration LONGEST_BESIDES = Duration.ofSeconds(3);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_END = Duration.ofSeconds(10);
  // On a disk that is as slow as they come.
  private static final Duration FOR_EACH_NODE = Duration.ofMillis(4);

  private final HistoryChoice choice;
  private final Clock clock;
  private final Duration longestBegin;
  private @Nullable ExecutorService thread;
  private @Nullable Future<History> begun;
  private boolean told;

  /**
   * One run's.
   *
   * @param longestBegin for how long a run that may change something waits for its begin to be
   *     written
   */
  Recording(HistoryChoice choice, Clock clock, Duration longestBegin) {
    this.choice = choice;
    this.clock = clock;
    this.longestBegin = longestBegin;
  }

  /** Writes that the run begins, if it did not before. */
  void begin(RunRequest request, int nodes) {
    if (thread != null || told || choice.place() instanceof HistoryPlace.Off) {
      return;
    }
    choice.secrets().forEach(request.inputs().secrets()::add);
    HistoryPlace place = choice.place();
    if (place == null) {
      tell(
          new HistoryException(
              "neither HOME nor XDG_STATE_HOME is set",
              "name a history: --history FILE or BASCULE_HISTORY, or --history off"),
          request);
      return;
    }
    ExecutorService own = Executors.newSingleThreadExecutor(Recording::daemon);
    thread = own;
    begun =
        own.submit(
            () -> {
              History history = History.open(place, clock);
              history.begin(HistoryWords.begun(request, nodes));
              return history;
            });
    if (request.invocation().command().isWrittenFirst()) {
      awaitBegin(begun, request);
    }
  }

  // One that is only busy may still write it while the nodes are at work: the end tells.
  private void awaitBegin(Future<History> opening, RunRequest request) {
    try {
      opening.get(longestBegin.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      tell(cause(e), request);
    } catch (TimeoutException e) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes how the run ended; gives since when what is not as wanted is so. */
  Sinces end(RunReport report, RunRequest request) {
    ExecutorService own = thread;
    Future<History> opened = begun;
    if (own == null || opened == null || told) {
      return Sinces.UNKNOWN;
    }
    Duration longest = LONGEST_END.plus(FOR_EACH_NODE.multipliedBy(report.nodes().size()));
    Future<Sinces> ending = own.submit(ending(opened, report, request));
    Signals.skipping(() -> ending.cancel(false));
    try {
      Sinces known = wait(ending, longest, request);
      return known == null ? Sinces.UNKNOWN : known;
    } finally {
      Signals.skipping(null);
    }
  }

  /** Runs of the same before this one, the latest last; none where they cannot be had. */
  List<PastRun> earlier(RunRequest request) {
    return besides(
        "the page shows no earlier runs",
        List.of(),
        history -> RunPage.earlier(history.past(), request),
        request);
  }

  /** Removes what is too old; the run is written, and its report shown. */
  void tidy(RunRequest request) {
    besides(
        "old runs were not removed from the history",
        true,
        history -> {
          history.tidy(choice.keep());
          return true;
        },
        request);
  }

  // Nothing of what is written depends on it.
  private <T> T besides(String without, T otherwise, Ask<T> ask, RunRequest request) {
    if (thread == null || told) {
      return otherwise;
    }
    try {
      return ask(ask, LONGEST_BESIDES);
    } catch (IOException e) {
      String why = request.inputs().secrets().mask(String.valueOf(e.getMessage()));
      request.around().err().println("bascule: " + without + ": " + why);
      request.around().err().flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return otherwise;
  }

  private Callable<Sinces> ending(Future<History> opened, RunReport report, RunRequest request) {
    return () -> {
      History history = opened.get();
      HistoryWords words = new HistoryWords(report, request);
      Sinces known =
          history.end(
              words.over(clock.instant()),
              words::nodes,
              HistoryWords.scope(request),
              words::sights);
      history.notes().forEach(note -> request.around().err().println("bascule: " + note));
      return known;
    };
  }

  /** What is asked of the history besides what a run writes. */
  @FunctionalInterface
  interface Ask<T> {
    T of(History history) throws HistoryException;
  }

  /**
   * Asks the history on its own thread.
   *
   * @throws IOException where it is not there, fails, or does not answer in time
   */
  <T> T ask(Ask<T> ask, Duration longest) throws IOException, InterruptedException {
    ExecutorService own = thread;
    Future<History> opened = begun;
    if (own == null || opened == null || told) {
      throw new IOException("there is no history");
    }
    Future<T> answer = own.submit(() -> ask.of(opened.get()));
    try {
      return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = cause(e);
      throw new IOException(
          cause instanceof HistoryException ? String.valueOf(cause.getMessage()) : cause.toString(),
          cause);
    } catch (TimeoutException e) {
      answer.cancel(false);
      throw new IOException("no answer within " + longest.toSeconds() + " seconds", e);
    }
  }

  /** For how long runs are kept. */
  Duration keep() {
    return choice.keep();
  }

  /** What is done there, and answers nothing. */
  @FunctionalInterface
  interface Errand {
    void run(History history) throws HistoryException;
  }

  /** Does something there when it is its turn, and does not wait for it. */
  void later(Errand errand) {
    ExecutorService own = thread;
    Future<History> opened = begun;
    if (own != null && opened != null) {
      own.execute(
          () -> {
            try {
              errand.run(opened.get());
            } catch (HistoryException | ExecutionException e) {
              return; // what it would have done runs out by itself
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
  }

  /** Whether controllers elsewhere may keep their runs in the same place. */
  boolean isShared() {
    HistoryPlace place = choice.place();
    return place instanceof HistoryPlace.OnServer
        || (place instanceof HistoryPlace.InFile file && !file.usual());
  }

  /** Nothing more is asked or written. */
  void close() {
    ExecutorService own = thread;
    Future<History> opened = begun;
    if (own == null || opened == null) {
      return;
    }
    Future<Boolean> closed =
        own.submit(
            () -> {
              opened.get().close();
              return true;
            });
    try {
      closed.get(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return; // all is written; what failed before was told
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> @Nullable T wait(Future<T> work, Duration longest, RunRequest request) {
    try {
      return work.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      tell(cause(e), request);
    } catch (TimeoutException e) {
      String place = choice.place() == null ? "" : choice.place().shown();
      tell(
          new HistoryException(
              place + ": no answer within " + longest.toSeconds() + " seconds",
              "is it busy, or its disk slow? --history off goes without"),
          request);
    } catch (CancellationException e) {
      told = true; // what was begun may be written all the same
      PrintStream err = request.around().err();
      err.println(
          "bascule: the history was not waited for; this run, or its end, may be missing there");
      err.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  private static Throwable cause(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause instanceof ExecutionException inner ? cause(inner) : cause;
  }

  private void tell(Throwable why, RunRequest request) {
    told = true;
    Surroundings around = request.around();
    around.err().println("bascule: this run is not in the history: " + masked(why, request));
    if (why instanceof HistoryException known && known.hint() != null) {
      around.err().println("  hint: " + known.hint());
    }
    around.err().flush();
  }

  private static String masked(Throwable why, RunRequest request) {
    String text =
        why instanceof HistoryException ? String.valueOf(why.getMessage()) : why.toString();
    return request.inputs().secrets().mask(text);
  }

  // The program ends by a halt; where it does not, nothing may hold it.
  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "history");
    thread.setDaemon(true);
    return thread;
  }
}
