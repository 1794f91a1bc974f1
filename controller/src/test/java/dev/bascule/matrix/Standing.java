package dev.bascule.matrix;

import dev.bascule.lab.LabNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a node's transaction stands, read from the node's disk without asking the node. */
final class Standing {
  private static final String FOLDER = "/var/lib/bascule";

  private Standing() {}

  /** The first word of the pending transaction's state; empty when there is none. */
  static String state(LabNode node) {
    try {
      String text = Files.readString(pending(node).resolve("state")).strip();
      int blank = text.indexOf(' ');
      return blank < 0 ? text : text.substring(0, blank);
    } catch (IOException none) {
      return "";
    }
  }

  /** Has the node decided? */
  static boolean decided(LabNode node, String decision) {
    try {
      return Files.readSymbolicLink(pending(node).resolve("decision"))
          .toString()
          .startsWith(decision);
    } catch (IOException notYet) {
      return false;
    }
  }

  /** When the node goes back, in seconds of its uptime. */
  static double deadline(LabNode node) throws IOException {
    return Double.parseDouble(Files.readString(pending(node).resolve("deadline")).strip());
  }

  static double uptime() throws IOException {
    String text = Files.readString(Path.of("/proc/uptime"));
    return Double.parseDouble(text.substring(0, text.indexOf(' ')));
  }

  static boolean isPending(LabNode node) {
    return Files.isSymbolicLink(node.disk(FOLDER + "/pending"));
  }

  /** The link's text is a path on the node, which here would be one of this machine. */
  private static Path pending(LabNode node) throws IOException {
    Path link = node.disk(FOLDER + "/pending");
    Path target = Files.readSymbolicLink(link);
    return target.isAbsolute() ? node.disk(target.toString()) : link.resolveSibling(target);
  }
}
