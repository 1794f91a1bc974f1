package dev.bascule.cli;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** Options of saved plans. */
final class SavedOptions {
  private SavedOptions() {}

  static List<OptionSpec> plan() {
    return List.of(
        Options.one(
            "FILE",
            "Save the plan, too, whole or not at all; bascule apply FILE does exactly that",
            "--out"));
  }

  static List<OptionSpec> apply() {
    return List.of(
        Options.one("TIME", "Refuse a saved plan that was made longer ago: 30m, 12h", "--max-age"));
  }
}
