package dev.bascule.notify;

import dev.bascule.model.NodeName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Messages as runs have them. */
final class Messages {
  private Messages() {}

  static Message some() {
    return of(
        drift("hn-1", false, "/etc/vz/vznet.conf"),
        drift("hn-2", true, "bridge br0 & <!channel>", "/etc/a", "/etc/b", "/etc/c"),
        event(Topic.RECOVERY, "hn-3", "in_sync", null),
        event(Topic.ROLLBACK, "hn-4", "rolled_back", "the password is hunter22\u001b[31m"));
  }

  static Message of(NodeEvent... events) {
    return new Message(
        "drift",
        "20260301-101500-beef",
        "alice@ctl-1",
        Instant.parse("2026-03-01T10:15:00Z"),
        List.of("inventories/prod"),
        List.of("site.yml"),
        5,
        50,
        new TreeMap<>(Map.of("drifted", 2, "in_sync", 47, "rolled_back", 1)),
        List.of(events));
  }

  static NodeEvent drift(String node, boolean again, String... targets) {
    return new NodeEvent(
        Topic.DRIFT,
        new NodeName(node),
        "drifted",
        again,
        Instant.parse("2026-03-01T09:00:00Z"),
        List.of(targets),
        again ? List.of("eve") : List.of(),
        null);
  }

  static NodeEvent event(Topic topic, String node, String outcome, @Nullable String message) {
    return new NodeEvent(
        topic, new NodeName(node), outcome, false, null, List.of(), List.of(), message);
  }
}
