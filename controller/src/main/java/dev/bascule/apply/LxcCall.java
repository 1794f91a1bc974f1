package dev.bascule.apply;

import dev.bascule.container.lxc.ChangeLxcConfig;
import dev.bascule.container.lxc.ChangeLxcInside;
import dev.bascule.container.lxc.LxcStep;
import dev.bascule.container.proxmox.ChangePveNet;
import dev.bascule.probe.ShellText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A step on an LXC container as a call of the functions in {@code lxc.sh}. */
final class LxcCall {
  private LxcCall() {}

  /** The words, quoted. */
  static String of(LxcStep step) {
    return words(step).stream().map(ShellText::quote).collect(Collectors.joining(" "));
  }

  /** Of a container of Proxmox. */
  static String of(ChangePveNet step) {
    String value = step.to() == null ? "" : step.to().toString();
    return Stream.of("lx_pct", Integer.toString(step.number()), value)
        .map(ShellText::quote)
        .collect(Collectors.joining(" "));
  }

  private static List<String> words(LxcStep step) {
    if (step instanceof ChangeLxcConfig config) {
      return List.of("lx_config", config.from(), config.to());
    }
    return step instanceof ChangeLxcInside inside
        ? List.of("lx_inside", InsideCommands.of(inside.edit()))
        : List.of("lx_restart");
  }
}
