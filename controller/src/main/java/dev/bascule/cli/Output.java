package dev.bascule.cli;

import dev.bascule.report.Palette;

/**
 * How a command writes.
 *
 * @param verbosity how often {@code -v} is given
 */
record Output(boolean json, int verbosity, boolean quiet, Palette palette, boolean diffs) {

  static Output of(Invocation invocation, Surroundings around) throws UsageException {
    boolean quiet = invocation.has("--quiet");
    if (quiet && invocation.has("--verbose")) {
      throw new UsageException("--quiet and --verbose exclude each other", null);
    }
    if (invocation.has("--diff") && invocation.has("--no-diff")) {
      throw new UsageException("--diff and --no-diff exclude each other", null);
    }
    return new Output(
        json(invocation),
        invocation.count("--verbose"),
        quiet,
        palette(invocation, around),
        !invocation.has("--no-diff"));
  }

  /** Whether the result is wanted as JSON. */
  static boolean json(Invocation invocation) throws UsageException {
    // Its forms are others.
    if (invocation.command() == CommandName.GRAPH) {
      return false;
    }
    String form = invocation.text("--output").orElse("text");
    if (!form.equals("text") && !form.equals("json")) {
      throw new UsageException("option '--output': '" + form + "' is not text or json", null);
    }
    return form.equals("json");
  }

  // https://no-color.org: set and not empty means no colour; an option says more than it.
  private static Palette palette(Invocation invocation, Surroundings around) throws UsageException {
    String when = invocation.text("--color").orElse("auto");
    return switch (when) {
      case "always" -> Palette.COLOUR;
      case "never" -> Palette.PLAIN;
      case "auto" -> {
        boolean wanted =
            around.terminals().out()
                && around.environment("NO_COLOR").isEmpty()
                && !around.environment("TERM").equals("dumb");
        yield wanted ? Palette.COLOUR : Palette.PLAIN;
      }
      default ->
          throw new UsageException(
              "option '--color': '" + when + "' is not auto, always or never", null);
    };
  }
}
