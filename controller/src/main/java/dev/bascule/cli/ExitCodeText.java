package dev.bascule.cli;

import dev.bascule.report.ExitCode;
import java.util.List;

/** What an exit code means, for help and manual pages. */
record ExitCodeText(ExitCode code, String text) {
  static final List<ExitCodeText> ALL =
      List.of(
          new ExitCodeText(ExitCode.OK, "In sync, or all changed as planned"),
          new ExitCodeText(ExitCode.PROBLEMS, "Problems in the input; no node was contacted"),
          new ExitCodeText(
              ExitCode.PENDING,
              "Changes are pending (plan, drift, --dry-run, an apply answered with no), or wait to be"
                  + " confirmed (apply, convert, revert, status, resume)"),
          new ExitCodeText(ExitCode.FAILED, "Some node failed, refused or was skipped"),
          new ExitCodeText(ExitCode.UNREACHABLE, "Some node could not be reached"),
          new ExitCodeText(ExitCode.ROLLED_BACK, "Some node rolled back"),
          new ExitCodeText(ExitCode.UNKNOWN, "Some node's state is unknown"),
          new ExitCodeText(ExitCode.USAGE, "The command line is wrong"),
          new ExitCodeText(ExitCode.BUG, "A bug in Bascule"),
          new ExitCodeText(ExitCode.UNWRITTEN, "The result could not be written"),
          new ExitCodeText(ExitCode.INTERRUPTED, "Interrupted by Ctrl-C or a signal"));
}
