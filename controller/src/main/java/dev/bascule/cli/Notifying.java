package dev.bascule.cli;

import dev.bascule.apply.PlanRunner;
import dev.bascule.event.Outcome;
import dev.bascule.history.DriftScope;
import dev.bascule.model.FileContent;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.notify.Backlog;
import dev.bascule.notify.Channel;
import dev.bascule.notify.CommandChannel;
import dev.bascule.notify.Decision;
import dev.bascule.notify.Delivery;
import dev.bascule.notify.Memo;
import dev.bascule.notify.Memory;
import dev.bascule.notify.Message;
import dev.bascule.notify.MessageJson;
import dev.bascule.notify.NodeEvent;
import dev.bascule.notify.Topic;
import dev.bascule.notify.WebhookChannel;
import dev.bascule.report.ExitCode;
import dev.bascule.report.NodeReport;
import dev.bascule.report.Palette;
import dev.bascule.report.Printable;
import dev.bascule.report.RunReport;
import dev.bascule.report.TextReport;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells whoever wants to know how a run ended. It comes last: what goes wrong here is one warning,
 * and changes neither the report nor the exit code.
 */
final class Notifying {
  private static final int NAME = 16;

  private final Set<String> warned = new HashSet<>();
  private final NotifyChoice choice;
  private final RunRequest request;
  private final Secrets secrets;

  private Notifying(NotifyChoice choice, RunRequest request) {
    this.choice = choice;
    this.request = request;
    this.secrets = request.inputs().secrets();
    if (choice.address() != null) {
      secrets.add(choice.address().secret());
    }
    List.of(choice.token(), choice.secret()).forEach(secrets::add);
  }

  /** Tells it, where anybody wants to know. */
  static void end(RunReport report, ExitCode exit, RunRequest request, Clock clock) {
    NotifyChoice choice = request.start().notices();
    if (choice.isNobody()) {
      return;
    }
    Notifying notifying = new Notifying(choice, request);
    try {
      for (Channel channel : notifying.channels()) {
        notifying.tell(report, exit, channel, clock);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // Each by itself: what one has heard, the other one may not have.
  private void tell(RunReport report, ExitCode exit, Channel channel, Clock clock)
      throws InterruptedException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    TextReport text = new TextReport(new Printable(secrets), Palette.PLAIN, true);
    boolean checks = request.invocation().command() == CommandName.DRIFT;
    DriftScope scope = HistoryWords.scope(request);
    String name = name(channel.identity());
    Memory memory =
        scope == null ? NONE : new ToldMemory(request.start().recording(), scope, name, clock);
    Decision.Before before = before(memory, checks);
    Decision.Decided decided =
        Decision.of(report, checks, before, node -> text.one(alone(node), report));
    Delivery delivery =
        new Delivery(channel, before.known() ? memory : NONE, backlog(channel, now), this::warn);
    delivery.of(decided, events -> message(report, exit, events, now), new MessageJson(secrets));
  }

  // By channel and fleet: the next run over the same fleet, with whatever playbook, delivers it.
  private Backlog backlog(Channel channel, Instant now) {
    String name = name(channel.identity() + "\n" + HistoryWords.fleet(request));
    return new Backlog(
        StateFolder.isKnown(request.around())
            ? StateFolder.of(request.around()).resolve("undelivered").resolve(name)
            : null,
        now);
  }

  private static String name(String identity) {
    return FileContent.of(identity).sha256().substring(0, NAME);
  }

  // Without who did it and since when: the same drift is the same text.
  private static NodeReport alone(NodeReport node) {
    return node.outcome() instanceof Outcome.Drifted it
        ? new NodeReport(node.node(), new Outcome.Drifted(it.plan()), Duration.ZERO)
        : node;
  }

  private Decision.Before before(Memory memory, boolean checks) {
    try {
      return new Decision.Before(
          memory != NONE, memory.told(Topic.DRIFT), memory.told(Topic.UNREACHABLE));
    } catch (IOException e) {
      if (checks) {
        warn("what was told before is not known, so all is told: " + e.getMessage());
      }
      return Decision.Before.UNKNOWN;
    }
  }

  private List<Channel> channels() {
    List<Channel> channels = new ArrayList<>();
    if (!choice.command().isEmpty()) {
      channels.add(
          new CommandChannel(
              choice.command(),
              request.around().folder().toAbsolutePath().toFile(),
              CommandChannel.LONGEST));
    }
    if (choice.address() != null) {
      channels.add(WebhookChannel.of(choice.address(), choice.token(), choice.secret()));
    }
    return channels;
  }

  private Message message(RunReport report, ExitCode exit, List<NodeEvent> events, Instant now) {
    return new Message(
        report.command(),
        request.start().id().text(),
        PlanRunner.label(),
        now,
        request.inputs().sources(),
        request.playbooks(),
        exit.number(),
        report.nodes().size(),
        report.counts(),
        events);
  }

  private void warn(String text) {
    if (!warned.add(text)) {
      return;
    }
    request.around().err().println("bascule: " + new Printable(secrets).lines(text));
    request.around().err().flush();
  }

  /** Nothing is known and nothing is kept. */
  static final Memory NONE =
      new Memory() {
        @Override
        public Map<NodeName, String> told(Topic topic) {
          return Map.of();
        }

        @Override
        public Set<Memo> claim(List<Memo> memos) {
          return Set.copyOf(memos);
        }

        @Override
        public void release(List<Memo> memos) {}

        @Override
        public void settle(List<Memo> memos) {}
      };
}
