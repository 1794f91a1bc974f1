package dev.bascule.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What users see of an exception that nobody foresaw. */
final class Bug {
  private Bug() {}

  static void tell(Throwable bug, List<String> arguments, Surroundings around) {
    tell(bug, verbose(arguments), around);
  }

  static void tell(Throwable bug, boolean verbose, Surroundings around) {
    around.err().println("bascule: internal error: " + bug);
    around.err().println("  This is a bug in " + Version.text() + ", not a mistake of yours.");
    if (verbose) {
      StringWriter trace = new StringWriter();
      bug.printStackTrace(new PrintWriter(trace));
      around.err().print(trace);
    } else {
      around.err().println("  hint: run it again with -v to see where, and report that");
    }
  }

  private static boolean verbose(List<String> arguments) {
    return arguments.stream().anyMatch(a -> a.equals("--verbose") || a.matches("-v+"));
  }
}
