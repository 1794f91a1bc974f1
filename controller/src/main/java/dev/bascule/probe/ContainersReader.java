package dev.bascule.probe;

import dev.bascule.container.Inside;
import dev.bascule.container.SeenContainer;
import dev.bascule.container.SeenContainer.Status;
import dev.bascule.container.SeenContainers;
import dev.bascule.file.ShellSettings;
import dev.bascule.model.ContainerId;
import dev.bascule.probe.Frames.Frame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code probe-containers.sh} prints. */
public final class ContainersReader {
  // "vzctl version 4.11.1"
  private static final Pattern VERSION = Pattern.compile("([0-9]+(\\.[0-9]+)*)");

  private ContainersReader() {}

  /** What was seen of the containers that were asked about. */
  public static SeenContainers read(Frames frames) {
    Map<ContainerId, SeenContainer> all = new HashMap<>();
    for (Frame frame : frames.all()) {
      String[] words = frame.name().split(" ", -1);
      if (words.length == 2 && words[0].equals("ct")) {
        ContainerId id = new ContainerId(words[1]);
        all.put(id, container(id, frame.text(), frames));
      }
    }
    return new SeenContainers(version(frames), all);
  }

  private static String version(Frames frames) {
    return frames.first("vzctl").map(frame -> version(frame.text())).orElse("");
  }

  /** The version in what {@code vzctl --version} prints; empty where there is none. */
  static String version(String words) {
    Matcher matcher = VERSION.matcher(words);
    return matcher.find() ? matcher.group() : "";
  }

  // "CTID 101 exist mounted running": always in this order; VEID in older versions.
  private static SeenContainer container(ContainerId id, String status, Frames frames) {
    List<String> words = List.of(status.strip().split("\\s+", -1));
    Map<String, String> conf =
        frames
            .first("ctconf " + id)
            .map(frame -> ShellSettings.read(withoutReturns(frame)))
            .orElse(Map.of());
    Optional<Frame> net =
        frames.all().stream()
            .filter(frame -> frame.name().startsWith("ctnet " + id + " "))
            .findFirst();
    boolean read = net.isPresent() && net.get().name().endsWith(" 0");
    Inside inside = read ? new InsideText(net.get().lines()).inside() : null;
    String trouble = net.isPresent() && !read ? net.get().text().strip() : null;
    return new SeenContainer(id, words.contains("exist"), status(words), conf, inside, trouble);
  }

  // As vzctl and the node's scripts read a file that was edited elsewhere.
  private static List<String> withoutReturns(Frame frame) {
    return frame.lines().stream().map(line -> line.replaceAll("\\r+$", "")).toList();
  }

  private static Status status(List<String> words) {
    if (words.contains("running")) {
      return Status.RUNNING;
    }
    if (words.contains("suspended")) {
      return Status.SUSPENDED;
    }
    return words.contains("mounted") ? Status.MOUNTED : Status.STOPPED;
  }
}
