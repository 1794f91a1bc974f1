package dev.bascule.network.space;

import java.util.Locale;

/**
 * Whose a network namespace is.
 *
 * @param name a container's name or number, a namespace's name, or a process's number and name
 */
public record SpaceOwner(Sort sort, String name) implements Comparable<SpaceOwner> {

  /** What has one; the surest way to tell first. */
  public enum Sort {
    OPENVZ("container"),
    LXC("container"),
    DOCKER("container"),
    /** One in /var/run/netns. */
    NETNS("namespace"),
    /** One that only processes hold. */
    PROCESS("process");

    private final String word;

    Sort(String word) {
      this.word = word;
    }

    /** What users call it. */
    public String word() {
      return word;
    }

    /** Whether it is a container. */
    public boolean isContainer() {
      return word.equals("container");
    }
  }

  /** {@code openvz 101}. */
  public String id() {
    return sort.name().toLowerCase(Locale.ROOT) + " " + name;
  }

  /** {@code container 101}. */
  @Override
  public String toString() {
    return sort.word() + " " + name;
  }

  @Override
  public int compareTo(SpaceOwner other) {
    int order = sort.compareTo(other.sort);
    return order != 0 ? order : name.compareTo(other.name);
  }
}
