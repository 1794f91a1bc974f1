package dev.bascule.apply.safe;

import dev.bascule.event.Outcome;
import dev.bascule.plan.Plan;
import java.util.List;

/** Says as an outcome how a transaction went back. Pure. */
final class Ending {
  private Ending() {}

  /**
   * A transaction that was not confirmed, by the node's own verdict.
   *
   * @param why what the controller knows of the reason; empty for nothing
   * @param done what was changed before it and is not undone
   * @param left what waited for it, and was not done
   */
  static Outcome of(
      Plan plan, Standing standing, String why, List<String> done, List<String> left) {
    String reason =
        reason(standing, why)
            + list("changed before that, and kept", done)
            + list("not done, because it waited for this", left);
    return switch (standing.state()) {
      case ROLLED_BACK_VERIFIED -> new Outcome.RolledBack(plan, reason, hint(standing));
      case ROLLED_BACK_DIFFERS ->
          new Outcome.RolledBackDiffers(plan, reason, differences(standing));
      default ->
          new Outcome.RollbackFailed(
              plan, reason + log(standing), or(standing.rung(), "unknown"), standing.verdict());
    };
  }

  static String reason(Standing standing, String why) {
    String words = standing.failure();
    return switch (standing.reason()) {
      case "failed" -> "the change failed on the node: " + or(words, "it did not say how");
      case "deadline" ->
          "no confirmation reached the node in time" + (why.isEmpty() ? "" : ": " + why);
      case "confirm-file" -> "it was proven, but a file could not be put in place";
      case "confirm-database" ->
          "it was proven, but the database of Open vSwitch could not be put in place";
      case "confirm-reboot" ->
          "it was proven, but the node booted before the confirmation was on disk";
      case "aborted" -> why.isEmpty() ? "it was told to go back" : why;
      case "" -> or(why, or(words, "it went back"));
      default -> or(why, standing.reason());
    };
  }

  private static String list(String title, List<String> names) {
    return names.isEmpty() ? "" : "\n" + title + ": " + String.join(", ", names);
  }

  private static String hint(Standing standing) {
    return standing.value("note").isEmpty()
        ? "plan again once the reason is gone; nothing is tried again by itself"
        : standing.value("note");
  }

  private static List<String> differences(Standing standing) {
    return standing.verdict().isEmpty()
        ? List.of("(the node did not say what differs)")
        : standing.verdict();
  }

  private static String log(Standing standing) {
    int from = Math.max(0, standing.log().size() - 10);
    List<String> lines = standing.log().subList(from, standing.log().size());
    return lines.isEmpty() ? "" : "\n" + String.join("\n", lines);
  }

  private static String or(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }
}
