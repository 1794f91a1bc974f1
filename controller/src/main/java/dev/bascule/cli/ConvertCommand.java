package dev.bascule.cli;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.playbook.Play;
import dev.bascule.playbook.Resolution;
import dev.bascule.playbook.Waves;
import dev.bascule.report.ExitCode;
import dev.bascule.source.ProblemsException;
import dev.bascule.source.SourceFile;
import dev.bascule.source.YamlNode.Scalar;
import dev.bascule.state.DesiredSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code bascule convert}: one bridge on one node, or some, without inventory and playbook. */
final class ConvertCommand {
  private ConvertCommand() {}

  static ExitCode run(Invocation invocation, Surroundings around, Transports transports)
      throws UsageException, ProblemsException, InterruptedException {
    ConvertOptions options = ConvertOptions.of(invocation);
    List<TypedNode> targets = TypedNode.all(invocation);
    boolean look = invocation.has("--dry-run");
    boolean sure = invocation.has("--yes");
    if (look && sure) {
      throw new UsageException("--dry-run and --yes exclude each other", null);
    }
    if (!look && !sure) {
      Question.mustBePossible(invocation, around, "add --yes, or look first: --dry-run");
    }
    Request request =
        new Request(
            RunStart.of(invocation, around),
            invocation,
            around,
            Output.of(invocation, around),
            FleetRun.limits(invocation),
            ResultFiles.NONE,
            job(options, targets, Settings.of(invocation, around)));
    Transports over = () -> new TypedTransport(transports.open());
    return look ? PlanCommand.run(request, over) : ApplyCommand.run(request, over, sure);
  }

  private static Job job(ConvertOptions options, List<TypedNode> targets, Settings settings) {
    Secrets secrets = new Secrets();
    Map<NodeName, ConnectionSettings> connections = new LinkedHashMap<>();
    Map<NodeName, DesiredSource> sources = new LinkedHashMap<>();
    for (TypedNode target : targets) {
      connections.put(target.name(), settings.of(target.settings(), secrets));
      sources.put(target.name(), new ConvertSource(options));
    }
    Resolution resolution =
        new Resolution(List.of(new Resolution.NodesOfPlay(play(), sources)), sources);
    return new Job(Inputs.none(secrets), List.of(), resolution, connections, null);
  }

  // One node first: what goes wrong there does not go wrong on the others.
  private static Play play() {
    SourceFile line = new SourceFile("convert", "");
    return new Play(
        "convert",
        line.start(),
        new Scalar("all", false, null, line.start()),
        null,
        List.of(),
        Waves.CAREFUL,
        null,
        List.of(),
        List.of(),
        Path.of(""));
  }
}
