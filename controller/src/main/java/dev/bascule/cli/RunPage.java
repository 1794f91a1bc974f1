package dev.bascule.cli;

import dev.bascule.report.EndedRun;
import dev.bascule.report.page.Page;
import dev.bascule.report.page.Pictures;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** {@code --html FILE}: a run as a page. */
final class RunPage {
  private RunPage() {}

  /**
   * Writes it.
   *
   * @throws IOException when it cannot be written
   */
  static void write(EndedRun run, RunRequest request, Writer out) throws IOException {
    Pictures pictures = request.files().sketches().pictures(run.secrets());
    new Page(run, List.of(), pictures, "bascule " + Version.number()).write(out);
  }
}
