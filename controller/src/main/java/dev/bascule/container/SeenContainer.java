package dev.bascule.container;

import dev.bascule.model.ContainerId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a container.
 *
 * @param known whether vzctl knows it: a file of its number alone does not make a container
 * @param conf the settings of its file, unquoted; of two of one key the last counts, as in shell
 * @param inside the network inside; null where it does not run, or could not be asked
 * @param trouble what it said instead, where it runs and could not be asked
 */
public record SeenContainer(
    ContainerId id,
    boolean known,
    Status status,
    Map<String, String> conf,
    @Nullable Inside inside,
    @Nullable String trouble) {

  /** As {@code vzctl status} says it. */
  public enum Status {
    STOPPED,
    MOUNTED,
    SUSPENDED,
    RUNNING
  }

  public SeenContainer {
    conf = Collections.unmodifiableMap(new LinkedHashMap<>(conf));
  }

  /** None of this number. */
  public static SeenContainer missing(ContainerId id) {
    return new SeenContainer(id, false, Status.STOPPED, Map.of(), null, null);
  }

  /** Whether its processes run. */
  public boolean running() {
    return status == Status.RUNNING;
  }

  /** Its veth interfaces, as its file has them. */
  public List<NetifEntry> netif() {
    return NetifEntry.parse(conf.getOrDefault("NETIF", ""));
  }

  /** The interface of a name, as its file has it. */
  public Optional<NetifEntry> netif(String name) {
    return netif().stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /** The words of a setting; none where it is not there. */
  public List<String> words(String key) {
    List<String> words = new ArrayList<>(List.of(conf.getOrDefault(key, "").split("\\s+", -1)));
    words.removeIf(String::isEmpty);
    return words;
  }
}
