package dev.bascule.apply;

import dev.bascule.container.VzStep;
import dev.bascule.container.lxc.LxcStep;
import dev.bascule.container.proxmox.ChangePveNet;
import dev.bascule.file.ControlService;
import dev.bascule.file.MakeFolder;
import dev.bascule.file.MakeLink;
import dev.bascule.file.PathState;
import dev.bascule.file.RemovePath;
import dev.bascule.file.RunCommand;
import dev.bascule.file.SetAccess;
import dev.bascule.file.SetModule;
import dev.bascule.file.SetSysctl;
import dev.bascule.file.Wanted;
import dev.bascule.file.WriteFile;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Action;
import dev.bascule.model.FileContent;
import dev.bascule.probe.ShellText;
import dev.bascule.transport.Script;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the script that makes a plan's changes. */
final class ApplyScript {
  private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, new byte[] {'\n'});
  // Whole lines of base64, so that pieces put together are what one piece would be.
  private static final int PIECE = 57 << 10;
  private static final int USUAL = 64 << 10;

  /** A call of the node's stage function: its first words, and the content for its last one. */
  private record Stage(String words, FileContent content) {
    void appendTo(StringBuilder text) {
      // Base64 needs no escape within the quotes.
      text.append("stage ").append(words).append(" '");
      for (int from = 0; from < content.size(); from += PIECE) {
        text.append(from == 0 ? "" : "\n");
        text.append(BASE64.encodeToString(content.bytes(from, from + PIECE)));
      }
      text.append("'\n");
    }
  }

  private final String boundary;
  private final List<Numbered> steps;
  private final Staging staging;
  private final StringBuilder before = new StringBuilder();
  private final List<Stage> stages = new ArrayList<>();
  private final StringBuilder calls = new StringBuilder();
  private final StringBuilder functions = new StringBuilder();
  private boolean unitsWritten;

  private ApplyScript(String boundary, List<Numbered> steps) {
    this.boundary = boundary;
    this.steps = steps;
    this.staging = Staging.of(steps);
  }

  /**
   * The script.
   *
   * @param label who applies, for another one to read who finds the lock
   */
  static Script of(
      String boundary, List<Numbered> steps, PlanRunner.Place where, Hold hold, String label) {
    return new ApplyScript(boundary, steps).script(where, hold, label);
  }

  /** What one step does and what it is made against, whatever its place in a plan. */
  static String words(Action step) {
    List<Numbered> alone = List.of(new Numbered(0, "", false, step));
    ApplyScript script = new ApplyScript("", alone);
    script.add(alone.get(0));
    StringBuilder text = new StringBuilder(Expectation.of(alone).text()).append('\n');
    text.append(script.before);
    script.stages.forEach(stage -> text.append(stage.words()).append('\n'));
    return text.append(script.functions).append(script.calls).toString();
  }

  private Script script(PlanRunner.Place where, Hold hold, String label) {
    steps.forEach(this::add);
    Expectation expected = Expectation.of(steps);
    Verification verification = new Verification(steps);
    String values = values(where, hold, label);
    List<String> parts = new ArrayList<>(List.of("common", "lsstat", "files"));
    parts.addAll(verification.parts());
    parts.add("apply");
    if (steps.stream().anyMatch(step -> step.step() instanceof VzStep)) {
      parts.add("containers");
    }
    if (steps.stream()
        .anyMatch(step -> step.step() instanceof LxcStep || step.step() instanceof ChangePveNet)) {
      parts.add("lxc");
    }
    // Room for all at once: of a large payload, every copy counts.
    StringBuilder text = new StringBuilder((int) PayloadGate.sent(steps) + USUAL);
    text.append(ShellText.parts(parts)).append(values).append(verification.values());
    text.append(functions).append("main() {\nbegin\n");
    text.append(needsHashes(expected) ? "hashable\n" : "").append(before);
    text.append(call("expect", ShellText.quoteLines(expected.paths()), quoted(expected.text())));
    stages.forEach(stage -> stage.appendTo(text));
    text.append(stages.isEmpty() ? "" : "sealed\n").append(calls);
    if (!hold.after().isZero()) {
      text.append("keep=").append(hold.after().toSeconds()).append('\n');
    }
    text.append(verification.calls());
    // Nothing runs before the last line is here: a script that was cut off does nothing at all.
    return new Script("apply", text.append("}\nmain </dev/null\n").toString());
  }

  private String values(PlanRunner.Place where, Hold hold, String label) {
    return "b="
        + boundary
        + "\nL="
        + ShellText.quoteLines(where.locks())
        + "\nT="
        + quoted(where.state())
        + "\nname="
        + quoted(hold.name())
        + "\nme="
        + quoted(label)
        + "\n";
  }

  private boolean needsHashes(Expectation expected) {
    return !stages.isEmpty() || expected.paths().stream().anyMatch(path -> path.startsWith("h"));
  }

  private static String call(String function, String... words) {
    return function + " " + String.join(" ", words) + "\n";
  }

  private static String quoted(String text) {
    return ShellText.quote(text);
  }

  private static String quoted(@Nullable AbsolutePath path) {
    return quoted(path == null ? "" : path.text());
  }

  private void step(Numbered step, String function, String... words) {
    calls.append("step ").append(step.number()).append(' ').append(call(function, words));
  }

  private void add(Numbered numbered) {
    Action step = numbered.step();
    if (step instanceof WriteFile write) {
      addFile(numbered, write);
    } else if (step instanceof MakeFolder make) {
      step(numbered, "folder", quoted(make.path()), mode(make.wanted()), owner(make.wanted()));
    } else if (step instanceof MakeLink make) {
      String folder = folder(make.path().parent());
      String name = quoted(staging.name(make.path()));
      before.append(call("sweep", folder, name));
      step(numbered, "link", folder, name, quoted(make.path()), quoted(make.to()));
    } else if (step instanceof SetAccess set) {
      step(numbered, "access", quoted(set.path()), mode(set.wanted()), owner(set.wanted()));
    } else if (step instanceof RemovePath remove) {
      step(numbered, "remove", quoted(remove.path()), remove.recursive() ? "1" : "''");
    } else {
      addSystem(numbered, step);
    }
  }

  private void addFile(Numbered numbered, WriteFile write) {
    String folder = folder(staging.folder(numbered.number(), write.path()));
    String name = quoted(staging.name(write.path()));
    before.append(call("sweep", folder, name));
    // An owner that only exists once a command before has run is set right before the rename.
    boolean late = isName(write.wanted().owner()) || isName(write.wanted().group());
    String mode = mode(write.wanted());
    String owner = owner(write.wanted());
    String words =
        String.join(
            " ",
            Integer.toString(numbered.number()),
            folder,
            name,
            write.after().sha256(),
            late ? "''" : mode,
            late ? "''" : owner);
    stages.add(new Stage(words, write.after()));
    step(
        numbered,
        "commit",
        folder,
        name,
        quoted(write.path()),
        late ? mode : "''",
        late ? owner : "''",
        basis(write));
    unitsWritten |= write.path().text().matches("/(etc|usr/lib|lib|run)/systemd/system/.*");
  }

  /** The hash of what an edited file was made from; a command before may have changed it since. */
  private static String basis(WriteFile write) {
    boolean known = write.before() instanceof PathState.File file && file.sha256() != null;
    String hash = known ? ((PathState.File) write.before()).sha256() : "none";
    return write.edited() ? String.valueOf(hash) : "''";
  }

  private static boolean isName(@Nullable String owner) {
    return owner != null && !owner.chars().allMatch(Character::isDigit);
  }

  private static String folder(AbsolutePath folder) {
    return quoted(folder.text().equals("/") ? "" : folder.text());
  }

  private static String mode(Wanted wanted) {
    return wanted.mode() == null ? "''" : wanted.mode().toString();
  }

  private static String owner(Wanted wanted) {
    String owner = wanted.owner() == null ? "" : wanted.owner();
    return quoted(wanted.group() == null ? owner : owner + ":" + wanted.group());
  }

  private void addSystem(Numbered numbered, Action step) {
    if (step instanceof SetSysctl set) {
      step(numbered, "parameter", quoted(set.key().belowProcSys()), quoted(set.to()));
    } else if (step instanceof SetModule set) {
      step(numbered, "module", set.loaded() ? "" : "-r", quoted(set.name()));
    } else if (step instanceof ControlService control) {
      if (unitsWritten) {
        calls.append("reread\n");
        unitsWritten = false;
      }
      step(numbered, "service", control.action().word(), quoted(control.name()));
    } else if (step instanceof RunCommand run) {
      addCommand(numbered, run);
    } else if (step instanceof VzStep container) {
      addContainer(numbered, container);
    } else if (step instanceof LxcStep container) {
      addLxc(numbered, container);
    } else if (step instanceof ChangePveNet net) {
      addProxmox(numbered, net);
    }
  }

  private void addContainer(Numbered numbered, VzStep step) {
    int number = numbered.number();
    functions.append("back_").append(number).append("() {\n");
    functions.append(ContainerCall.of(step.inverse())).append("\n}\n");
    step(numbered, "vz_step", step.id().text(), Integer.toString(number), ContainerCall.of(step));
  }

  private void addLxc(Numbered numbered, LxcStep step) {
    int number = numbered.number();
    functions.append("back_").append(number).append("() {\n");
    functions.append(LxcCall.of(step.inverse())).append("\n}\n");
    step(
        numbered,
        "lx_step",
        quoted(step.place().folder()),
        step.place().name(),
        Integer.toString(number),
        LxcCall.of(step));
  }

  private void addProxmox(Numbered numbered, ChangePveNet step) {
    int number = numbered.number();
    functions.append("back_").append(number).append("() {\n");
    functions.append(LxcCall.of(step.inverse())).append("\n}\n");
    step(numbered, "lx_step", "pve", step.id().text(), Integer.toString(number), LxcCall.of(step));
  }

  private void addCommand(Numbered numbered, RunCommand run) {
    CommandText text = new CommandText(run.command());
    functions.append("command_").append(numbered.number()).append("() {\n");
    functions.append(text.body()).append("}\n");
    if (run.command().guard().unless() != null) {
      functions.append("unless_").append(numbered.number()).append("() {\n");
      functions.append(text.unless(run.command().guard().unless())).append("}\n");
    }
    step(
        numbered,
        "run",
        Integer.toString(numbered.number()),
        quoted(run.command().guard().creates()),
        quoted(run.command().guard().removes()));
  }
}
