package dev.bascule.cli;

import dev.bascule.report.EndedRun;
import dev.bascule.report.ExitCode;
import dev.bascule.report.Extent;
import dev.bascule.report.RunReport;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that the result of plan, drift and apply goes into besides stdout. That they can be
 * written is looked at before any node is contacted; they are written when the run has ended,
 * however it did.
 */
final class ResultFiles {
  /** None. */
  static final ResultFiles NONE = new ResultFiles(List.of(), Sketches.NONE);

  private static final String HINT = "name a plain file in a folder that is there";

  private final List<Entry> entries;
  private final Sketches sketches;

  private ResultFiles(List<Entry> entries, Sketches sketches) {
    this.entries = List.copyOf(entries);
    this.sketches = sketches;
  }

  private record Entry(ResultForm form, WholeFile file) {}

  /** Those that a command line names. */
  static ResultFiles of(Invocation invocation, Surroundings around) throws UsageException {
    List<Entry> entries = new ArrayList<>();
    for (ResultForm form : ResultForm.values()) {
      Optional<String> name = invocation.text(form.option());
      if (name.isPresent()) {
        Entry entry = new Entry(form, file(form, name.get(), around));
        refuseTwice(entries, entry);
        entries.add(entry);
      }
    }
    if (entries.isEmpty()) {
      return NONE;
    }
    boolean drawn = entries.stream().anyMatch(entry -> entry.form == ResultForm.HTML);
    return new ResultFiles(entries, drawn ? new KeptSketches() : Sketches.NONE);
  }

  /** Whether there is a file of a form. */
  boolean wants(ResultForm form) {
    return entries.stream().anyMatch(entry -> entry.form == form);
  }

  /** What a file's pictures are made of; it is found out while the nodes are looked at. */
  Sketches sketches() {
    return sketches;
  }

  private static WholeFile file(ResultForm form, String name, Surroundings around)
      throws UsageException {
    try {
      WholeFile file = new WholeFile(name, around.folder());
      file.check();
      return file;
    } catch (IOException e) {
      throw UsageException.unwritable(
          "option '" + form.option() + "': " + name + " cannot be written: " + WholeFile.why(e),
          HINT);
    }
  }

  private static void refuseTwice(List<Entry> entries, Entry entry) throws UsageException {
    for (Entry other : entries) {
      if (other.file.isSameAs(entry.file)) {
        throw new UsageException(
            "options '"
                + other.form.option()
                + "' and '"
                + entry.form.option()
                + "' name the same file",
            "give each a file of its own");
      }
    }
  }

  /**
   * Writes them; one that cannot be written is told, and the others are written all the same.
   *
   * @return what it adds to the exit code
   */
  ExitCode write(RunReport report, ExitCode exit, RunRequest request, Clock clock) {
    if (entries.isEmpty()) {
      return ExitCode.OK;
    }
    EndedRun run =
        new EndedRun(
            report,
            exit,
            request.start().at(),
            Duration.between(request.start().at(), clock.instant()),
            extent(request),
            request.inputs().secrets(),
            request.output().diffs());
    ExitCode worst = ExitCode.OK;
    for (Entry entry : entries) {
      worst = worst.or(write(entry, run, request));
    }
    return worst;
  }

  private static Extent extent(RunRequest request) {
    Invocation given = request.invocation();
    return new Extent(
        request.inputs().sources(),
        request.playbooks(),
        given.texts("--limit"),
        given.texts("--tags"),
        given.texts("--skip-tags"));
  }

  private static ExitCode write(Entry entry, EndedRun run, RunRequest request) {
    try {
      entry.file.write(entry.form.permissions(), out -> entry.form.write(run, request, out));
      return ExitCode.OK;
    } catch (IOException e) {
      request
          .around()
          .err()
          .println(
              "bascule "
                  + run.report().command()
                  + ": option '"
                  + entry.form.option()
                  + "': "
                  + entry.file.name()
                  + " cannot be written: "
                  + WholeFile.why(e));
      request.around().err().println("  hint: the file is as it was before the run");
      return ExitCode.UNWRITTEN;
    }
  }
}
