package dev.bascule.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Strikes a process on a node between two of its changes to the network. {@code lab/faults/tool}
 * stands before the real tools on the node's PATH, counts, and does it.
 *
 * <pre>{@code
 * Faults faults = Faults.on(node);
 * faults.arm("apply", 3, Faults.Blow.POWER);   // after three changes, before the fourth
 * }</pre>
 *
 * <p>A power cut ends what was armed.
 */
public final class Faults {
  /** What befalls the process. */
  public enum Blow {
    /** SIGKILL to it and to what it runs. */
    KILL,
    /** Its command never ends. */
    HANG,
    /** Everything on the node ends at once; the disk survives. The node stays off. */
    POWER,
    /** Its command fails and is not done, and so do all that follow. */
    FAIL,
    /** Nothing; to count. */
    NONE
  }

  private static final String FOLDER = "/run/lab-fault";
  private static final List<String> TOOLS = List.of("ip", "brctl", "ifconfig", "route", "sysctl");

  private final LabNode node;

  private Faults(LabNode node) {
    this.node = node;
  }

  /** Puts the tools before the node's; they stay on its disk, and do nothing until armed. */
  public static Faults on(LabNode node) {
    try {
      Path tool = node.script().script().resolveSibling("faults/tool");
      for (String name : TOOLS) {
        Path target = node.live("/usr/local/sbin/" + name);
        Files.copy(tool, target, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return new Faults(node);
  }

  /** Forgets what was before. */
  public void disarm() {
    node.shell("rm -rf " + FOLDER);
  }

  /**
   * @param who a word of the command line of the process to strike, or of its ancestor
   * @param after so many changes succeed first
   */
  public void arm(String who, int after, Blow blow) {
    int changes = blow == Blow.NONE ? Integer.MAX_VALUE : after;
    order(who + " " + changes + " " + blow.name().toLowerCase(Locale.ROOT));
  }

  /**
   * From the first one on all commands fail that have a word.
   *
   * @param who as in {@link #arm}
   * @param word such as {@code replace}
   */
  public void forbid(String who, String word) {
    order(who + " 0 fail " + word);
  }

  private void order(String order) {
    disarm();
    node.shell("mkdir -p " + FOLDER + " && echo '" + order + "' >" + FOLDER + "/order");
  }

  /** Did it strike within the time? A node that went off by it was struck. */
  public boolean struckWithin(Duration limit) {
    return Await.within(limit, () -> !node.isOn() || Files.exists(node.live(FOLDER + "/struck")));
  }

  /** The changes since it was armed, as commands; with a blow that was dealt, those before it. */
  public List<String> changes() {
    try {
      Path seen = node.live(FOLDER + "/seen");
      return Files.exists(seen) ? Files.readAllLines(seen) : List.of();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
