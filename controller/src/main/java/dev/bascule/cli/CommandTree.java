package dev.bascule.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The commands with their options, as picocli's model. Made by hand and not from annotations: no
 * reflection, and a program that starts fast.
 */
final class CommandTree {
  private CommandTree() {}

  /** All commands. */
  static List<CommandSpec> all() {
    return Arrays.stream(CommandName.values()).map(CommandTree::command).toList();
  }

  /** One command: what a start of the program needs. */
  static CommandSpec command(CommandName name) {
    CommandSpec spec = CommandSpec.create().name(name.text());
    CommandText text = CommandText.of(name);
    spec.usageMessage()
        .description(text.description().toArray(new String[0]))
        .customSynopsis("bascule " + name.text() + text.synopsis());
    options(name).forEach(spec::addOption);
    Options.help().forEach(spec::addOption);
    text.argument().ifPresent(argument -> spec.addPositional(positional(argument)));
    return spec;
  }

  private static PositionalParamSpec positional(CommandText.Argument argument) {
    return PositionalParamSpec.builder()
        .paramLabel(argument.label())
        .arity("0..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .description(argument.description())
        .build();
  }

  private static List<OptionSpec> options(CommandName name) {
    return switch (name) {
      case PLAN -> Options.join(SavedOptions.plan(), playbooks());
      case DRIFT -> Options.join(playbooks(), Options.drift(), Options.notifying());
      case APPLY ->
          Options.join(Options.apply(), SavedOptions.apply(), playbooks(), Options.notifying());
      case CONVERT ->
          Options.join(
              Options.convert(),
              Options.connection(),
              Options.typed(),
              Options.recorded(),
              Options.output(),
              Options.notifying());
      case HISTORY -> Options.join(Options.past(), Options.plainOutput());
      case VALIDATE -> Options.join(Options.inventory(), Options.selection());
      case SCHEDULE -> ScheduleHelp.options();
      case INVENTORY -> Options.join(Options.listing(), Options.inventory(), Options.limit());
      case REVERT ->
          Options.join(
              Options.revert(),
              Options.inventory(),
              Options.connection(),
              Options.typed(),
              Options.recorded(),
              Options.plainOutput(),
              Options.notifying());
      case RESUME ->
          Options.join(
              Options.inventory(),
              Options.connection(),
              Options.typed(),
              Options.recorded(),
              Options.plainOutput(),
              Options.notifying());
      case STATUS, CONFIRM, ABORT ->
          Options.join(
              Options.inventory(),
              Options.connection(),
              Options.typed(),
              Options.recorded(),
              Options.plainOutput());
      case EXTEND ->
          Options.join(
              Options.extend(),
              Options.inventory(),
              Options.connection(),
              Options.typed(),
              Options.recorded(),
              Options.plainOutput());
      case FACTS ->
          Options.join(
              Options.inventory(), Options.connection(), Options.limits(), Options.plainOutput());
      case GRAPH -> graph();
      case ENROLL ->
          Options.join(
              Options.enroll(), Options.inventory(), Options.connection(), Options.limits());
      case INIT, COMPLETION, VERSION -> List.of();
    };
  }

  private static List<OptionSpec> playbooks() {
    return Options.join(
        Options.inventory(),
        Options.selection(),
        Options.connection(),
        Options.run(),
        Sharing.options(),
        Options.output(),
        Options.results());
  }

  private static List<OptionSpec> graph() {
    return Options.join(
        Options.graph(),
        Options.inventory(),
        Options.selection(),
        Options.connection(),
        Options.typed(),
        Options.limits(),
        Options.words());
  }
}
