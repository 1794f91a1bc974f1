package dev.bascule.notify;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that one run has to tell, in one message.
 *
 * @param run its name; null for none, as of a test of the channels
 * @param by who started it: user and machine
 * @param at when it ended
 * @param summary how many nodes ended in which way
 */
public record Message(
    String command,
    @Nullable String run,
    String by,
    Instant at,
    List<String> inventories,
    List<String> playbooks,
    int exit,
    int nodes,
    Map<String, Integer> summary,
    List<NodeEvent> events) {
  public Message {
    inventories = List.copyOf(inventories);
    playbooks = List.copyOf(playbooks);
    summary = Collections.unmodifiableMap(new LinkedHashMap<>(summary));
    events = List.copyOf(events);
  }
}
