package dev.bascule.apply;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.file.RunCommand;
import dev.bascule.file.Step;
import dev.bascule.model.Action;
import dev.bascule.plan.Plan;
import dev.bascule.probe.Frames;
import dev.bascule.probe.Frames.Frame;
import dev.bascule.transport.ScriptResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how the script that makes the changes ended. Pure. */
final class ApplyReport {
  private static final Set<Integer> NOT_BEGUN = Set.of(2, 126, 127);

  private final Plan plan;
  private final List<Numbered> steps;
  private final ScriptResult result;
  private final Frames frames;

  ApplyReport(Plan plan, List<Numbered> steps, String boundary, ScriptResult result) {
    this.plan = plan;
    this.steps = steps;
    this.result = result;
    this.frames = Frames.read(boundary, result.stdout());
  }

  Outcome outcome() {
    for (Frame frame : frames.all()) {
      Outcome ended = ended(frame);
      if (ended != null) {
        return ended;
      }
    }
    if (frames.first("end").isEmpty()) {
      return cutOff();
    }
    return new Verification(steps)
        .difference(frames)
        .<Outcome>map(this::unverified)
        .orElseGet(() -> new Outcome.Changed(plan));
  }

  private @Nullable Outcome ended(Frame frame) {
    String[] words = frame.name().split(" ", -1);
    return switch (words[0]) {
      case "held" -> held(Long.parseLong(words[1]), frame.text());
      case "nolock" ->
          new Outcome.Failed(
              Phase.APPLY,
              "cannot take the node's lock: " + NodeWords.of(frame.text()).text(),
              NodeWords.of(frame.text()).hint(),
              List.of());
      case "moved" -> moved(frame.lines());
      case "unstaged" -> unstaged(words[1], frame.text());
      case "fail" -> failed(Integer.parseInt(words[1]), words[2], frame.text());
      default -> null;
    };
  }

  private Outcome held(long now, String owner) {
    Holder holder = Holder.of(now, owner);
    String node = plan.node().text();
    return holder.manual()
        ? new Outcome.Refused(
            plan,
            holder.text(),
            "nothing was written; end it: bascule confirm " + node + " or bascule abort " + node)
        : new Outcome.Refused(
            plan,
            holder.text(),
            "nothing was written; wait for it to end",
            Outcome.Refused.Why.BUSY);
  }

  private Outcome moved(List<String> seen) {
    String which = Expectation.of(steps).moved(seen).map(path -> path.text()).orElse("the node");
    return new Outcome.Refused(
        plan,
        which + " has changed since the plan was made",
        "nothing was written; plan again",
        Outcome.Refused.Why.MOVED);
  }

  private Outcome unstaged(String number, String text) {
    NodeWords words = NodeWords.of(text);
    String what = number.equals("-") ? "a file" : step(Integer.parseInt(number)).target();
    return new Outcome.Failed(
        Phase.APPLY,
        "cannot write " + what + ": " + words.text() + "; nothing was changed",
        words.hint(),
        List.of());
  }

  private Outcome failed(int number, String code, String text) {
    Action step = step(number);
    // What a program of the user's says is shown as it is, not put into our words.
    NodeWords words = step instanceof Step.AtPath ? NodeWords.of(text) : NodeWords.verbatim(text);
    String ending = step instanceof RunCommand || words.text().isEmpty() ? "exit code " + code : "";
    String how = ending + (ending.isEmpty() || words.text().isEmpty() ? "" : ": ") + words.text();
    return new Outcome.Failed(
        Phase.APPLY, step.target() + ": " + how + takenBack() + notRun(), words.hint(), done());
  }

  private Outcome unverified(String what) {
    return new Outcome.Failed(
        Phase.VERIFY,
        what + " is not as it was set, read back right after" + notRun(),
        "something else on the node changes it, or it does not take the value",
        done());
  }

  private Outcome cutOff() {
    String how =
        result.exit() == null
            ? "was ended by signal " + result.signal()
            : "ended with exit code " + result.exit();
    String said = result.stderr().strip();
    // 2 is a syntax error: the shell did not get the whole script and ran nothing of it.
    if (frames.all().isEmpty() && result.exit() != null && NOT_BEGUN.contains(result.exit())) {
      return new Outcome.Failed(
          Phase.APPLY, "the script did not begin: " + how + words(said), null, List.of());
    }
    return new Outcome.Unknown(
        plan,
        "the script " + how + " before it was done, after: " + shown(done()) + words(said),
        "each file is whole, old or new; plan again to see what is left to do");
  }

  // What notified them is done, so no later run would: somebody has to know.
  private String notRun() {
    List<String> reached = new ArrayList<>();
    for (Frame frame : frames.all()) {
      if (frame.name().startsWith("done ")) {
        reached.add(frame.name().substring("done ".length()));
      }
    }
    List<String> missed =
        steps.stream()
            .filter(step -> step.handler() && !reached.contains(Integer.toString(step.number())))
            .map(Numbered::task)
            .distinct()
            .toList();
    return done().isEmpty() || missed.isEmpty()
        ? ""
        : "\nhandlers that have not run, and will not before something notifies them again: "
            + String.join(", ", missed);
  }

  private static String words(String said) {
    return said.isEmpty() ? "" : ": " + (said.length() > 500 ? said.substring(0, 500) : said);
  }

  private static String shown(List<String> done) {
    return done.isEmpty() ? "nothing" : String.join(", ", done);
  }

  private List<String> done() {
    List<String> done = new ArrayList<>(numbers("done"));
    done.removeAll(numbers("skip"));
    done.removeAll(numbers("undone"));
    return targets(done);
  }

  // Of a container that one step could not be done to.
  private String takenBack() {
    List<String> undone = numbers("undone");
    return undone.isEmpty() ? "" : "\ntaken back: " + String.join(", ", targets(undone));
  }

  private List<String> targets(List<String> numbers) {
    return numbers.stream().map(number -> step(Integer.parseInt(number)).target()).toList();
  }

  private List<String> numbers(String word) {
    return frames.all().stream()
        .map(frame -> frame.name().split(" ", -1))
        .filter(words -> words[0].equals(word))
        .map(words -> words[1])
        .toList();
  }

  private Action step(int number) {
    return steps.get(number).step();
  }
}
