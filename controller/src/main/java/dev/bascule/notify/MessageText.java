package dev.bascule.notify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A message for people, as chat programs show it: a line for each topic, short whatever happened.
 */
final class MessageText {
  private static final int NODES = 10;
  private static final int TARGETS = 3;
  private static final int LONGEST = 120;

  private final Message message;

  private MessageText(Message message) {
    this.message = message;
  }

  static String of(Message message) {
    return new MessageText(message).text();
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      List<NodeEvent> events =
          message.events().stream()
              .filter(event -> event.topic() == topic)
              .sorted(Comparator.comparing(NodeEvent::again))
              .toList();
      if (!events.isEmpty()) {
        lines.add(line(topic, events));
      }
    }
    String head = "bascule " + message.command() + " (" + message.by() + "): ";
    return head + (lines.isEmpty() ? "nothing to tell" : String.join("\n", lines));
  }

  private static String line(Topic topic, List<NodeEvent> events) {
    String nodes = events.size() == 1 ? "1 node" : events.size() + " nodes";
    String named =
        events.stream().limit(NODES).map(MessageText::named).collect(Collectors.joining(", "));
    String more = events.size() > NODES ? " and " + (events.size() - NODES) + " more" : "";
    return words(topic, nodes) + ": " + named + more;
  }

  private static String words(Topic topic, String nodes) {
    return switch (topic) {
      case DRIFT -> nodes + " drifted";
      case RECOVERY -> nodes + " as wanted again";
      case ROLLBACK -> nodes + " went back, or may be lost";
      case UNREACHABLE -> nodes + " unreachable";
      case REACHABLE -> nodes + " reachable again";
    };
  }

  private static String named(NodeEvent event) {
    String node = event.node().text();
    return switch (event.topic()) {
      case DRIFT ->
          node + " (" + (event.again() ? "changed: " : "") + targets(event) + by(event) + ")";
      case ROLLBACK -> node + " (" + event.outcome().replace('_', ' ') + ")";
      default -> node;
    };
  }

  private static String by(NodeEvent event) {
    return event.who().isEmpty() ? "" : " by " + cut(String.join(", ", event.who()));
  }

  private static String targets(NodeEvent event) {
    List<String> all = event.targets();
    String named =
        all.stream().limit(TARGETS).map(MessageText::cut).collect(Collectors.joining(", "));
    return all.size() > TARGETS ? named + " and " + (all.size() - TARGETS) + " more" : named;
  }

  private static String cut(String target) {
    return target.length() <= LONGEST ? target : target.substring(0, LONGEST) + "…";
  }
}
