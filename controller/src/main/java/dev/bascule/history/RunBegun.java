package dev.bascule.history;

import java.time.Instant;
import java.util.List;

/**
 * A run before its first node is contacted. No text of it holds a secret.
 *
 * @param who {@code user@host} that started it
 * @param controller the machine it runs on
 * @param process what tells later whether it is still there: {@link OwnProcess}
 * @param nodes how many nodes it is to look at
 */
public record RunBegun(
    RunId id,
    String command,
    List<String> arguments,
    String who,
    String controller,
    String version,
    String process,
    List<String> inventories,
    List<String> playbooks,
    int nodes,
    Instant began) {
  public RunBegun {
    arguments = List.copyOf(arguments);
    inventories = List.copyOf(inventories);
    playbooks = List.copyOf(playbooks);
  }
}
