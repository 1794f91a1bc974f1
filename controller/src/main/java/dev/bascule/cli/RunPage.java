package dev.bascule.cli;

import dev.bascule.history.HistoryException;
import dev.bascule.history.Past;
import dev.bascule.report.EndedRun;
import dev.bascule.report.page.Page;
import dev.bascule.report.page.PastRun;
import dev.bascule.report.page.Pictures;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code --html FILE}: a run as a page. */
final class RunPage {
  // Of these, runs of the same are shown.
  private static final int LOOKED_AT = 500;
  private static final int SHOWN = 59;

  private RunPage() {}

  /**
   * Writes it.
   *
   * @throws IOException when it cannot be written
   */
  static void write(EndedRun run, RunRequest request, Writer out) throws IOException {
    Pictures pictures = request.files().sketches().pictures(run.secrets());
    List<PastRun> earlier = request.start().recording().earlier(request);
    new Page(run, earlier, pictures, "bascule " + Version.number()).write(out);
  }

  /**
   * Runs of the same command over the same inventories and playbooks that ended before this one,
   * the latest last.
   */
  static List<PastRun> earlier(Past past, RunRequest request) throws HistoryException {
    List<PastRun> runs = new ArrayList<>();
    for (dev.bascule.history.PastRun run : past.runs(LOOKED_AT)) {
      Instant ended = run.ended();
      if (ended != null && runs.size() < SHOWN && isLike(run, request)) {
        runs.add(new PastRun(run.began(), Duration.between(run.began(), ended), run.counts()));
      }
    }
    Collections.reverse(runs);
    return runs;
  }

  private static boolean isLike(dev.bascule.history.PastRun run, RunRequest request) {
    return !run.id().equals(request.start().id().text())
        && run.command().equals(request.invocation().command().text())
        && run.playbooks().equals(request.playbooks())
        && run.inventories().equals(request.inputs().sources());
  }
}
