package dev.bascule.probe;

import dev.bascule.file.Resource.Command;
import dev.bascule.file.SysctlKey;
import dev.bascule.model.ContainerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes subjects as the values and calls of the probe's shell functions. */
public final class SubjectsText {
  private final List<String> parts = new ArrayList<>();
  private final StringBuilder values = new StringBuilder();
  private final StringBuilder calls = new StringBuilder();

  /** Only what there is to look at is written. */
  public SubjectsText(Subjects subjects) {
    add("probe-paths", "paths", "F", subjects.paths());
    if (subjects.paths().stream().anyMatch(line -> line.startsWith("e "))) {
      parts.add("probe-hollow");
    }
    add("probe-owners", "users", "U", subjects.users());
    add("probe-owners", "groups", "G", subjects.groups());
    List<String> below =
        subjects.sysctls().stream().map(key -> new SysctlKey(key).belowProcSys()).toList();
    add("probe-sysctls", "sysctls", "S", below);
    add("probe-modules", "modules", "M", subjects.modules());
    add("probe-services", "services", "V", subjects.services());
    List<String> ids = subjects.containers().stream().map(ContainerId::text).toList();
    add("probe-containers", "containers", "C", ids);
    List<String> places =
        subjects.lxc().stream().map(place -> place.name() + " " + place.folder()).toList();
    add("probe-lxc", "lxcs", "LX", places);
    List<String> proxmox = subjects.proxmox().stream().map(ContainerId::text).toList();
    add("probe-pve", "pves", "PV", proxmox);
    if (!ids.isEmpty() || !places.isEmpty() || !proxmox.isEmpty()) {
      parts.add("within");
    }
    int number = 0;
    for (Command command : subjects.unless()) {
      parts.add("probe-unless");
      calls.append(ask(number++, command));
    }
  }

  private void add(String part, String function, String variable, Collection<String> lines) {
    if (!lines.isEmpty()) {
      value(variable, lines);
      parts.add(part);
      calls.append(function).append('\n');
    }
  }

  private void value(String variable, Collection<String> lines) {
    values.append(variable).append('=').append(ShellText.quoteLines(lines)).append('\n');
  }

  private static String ask(int number, Command command) {
    String text = command.guard().unless();
    StringBuilder call = new StringBuilder("ask " + number);
    call.append(' ')
        .append(ShellText.quote(command.directory() == null ? "" : command.directory().text()))
        .append(' ')
        .append(ShellText.quote(text == null ? "" : text));
    for (Map.Entry<String, String> variable : command.environment().entrySet()) {
      call.append(' ').append(ShellText.quote(variable.getKey() + "=" + variable.getValue()));
    }
    return call.append('\n').toString();
  }

  /** The parts of the script that the calls need, each once. */
  public List<String> parts() {
    return parts.stream().distinct().toList();
  }

  /** Assignments. */
  public String values() {
    return values.toString();
  }

  /** Calls, to stand in a function. */
  public String calls() {
    return calls.toString();
  }
}
