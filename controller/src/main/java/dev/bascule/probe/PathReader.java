package dev.bascule.probe;

import dev.bascule.file.PathState;
import dev.bascule.file.PathState.Access;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.model.FileMode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the frames about paths. */
public final class PathReader {
  private static final int CONTENT_LIMIT = 262144;
  private static final int TYPE = 0170000;

  private final Map<String, String> sums = new HashMap<>();
  private final Map<String, FileContent> contents = new HashMap<>();
  private final Map<String, String> targets = new HashMap<>();
  private final Map<AbsolutePath, PathState> states = new HashMap<>();
  private final List<String> empty;

  private PathReader(Frames frames) {
    frames.lines("sum").forEach(this::readSum);
    frames.every("text").forEach(this::readContent);
    frames.every("link").forEach(this::readLink);
    empty = frames.every("empty").stream().map(frame -> frame.lines().get(0)).toList();
    links(frames).forEach(this::putFollowed);
    frames.every("none").forEach(this::readAbsent);
    frames.lines("stat").forEach(this::readStat);
  }

  /** What is at each path. */
  public static Map<AbsolutePath, PathState> read(Frames frames) {
    return new PathReader(frames).states;
  }

  /** Where the followed links lead. */
  static Map<AbsolutePath, AbsolutePath> links(Frames frames) {
    Map<AbsolutePath, AbsolutePath> links = new HashMap<>();
    for (Frames.Frame frame : frames.every("real")) {
      if (frame.lines().size() == 2 && AbsolutePath.problemOf(frame.lines().get(1)).isEmpty()) {
        links.put(new AbsolutePath(frame.lines().get(0)), new AbsolutePath(frame.lines().get(1)));
      }
    }
    return links;
  }

  // What is asked for with links followed is not looked at itself.
  private void putFollowed(AbsolutePath path, AbsolutePath target) {
    Access access = new Access(new FileMode(0777), 0, 0, "root", "root");
    states.put(path, new PathState.Link(access, target.text()));
  }

  private void readSum(String line) {
    // GNU sha256sum marks a name that it had to escape with a backslash before the hash.
    boolean escaped = line.startsWith("\\");
    String text = escaped ? line.substring(1) : line;
    if (text.length() > 66 && text.charAt(64) == ' ') {
      String path = text.substring(66);
      sums.put(escaped ? path.replace("\\\\", "\\") : path, text.substring(0, 64));
    }
  }

  private void readContent(Frames.Frame frame) {
    List<String> lines = frame.lines();
    String path = lines.get(0);
    List<String> code = lines.subList(1, lines.size());
    byte[] bytes =
        !code.isEmpty() && code.get(0).equals("x")
            ? fromHex(String.join("", code.subList(1, code.size())))
            : Base64.getMimeDecoder().decode(String.join("", code));
    if (bytes.length <= CONTENT_LIMIT) {
      contents.put(path, FileContent.of(bytes));
    }
  }

  private static byte[] fromHex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private void readLink(Frames.Frame frame) {
    List<String> lines = frame.lines();
    targets.put(lines.get(0), String.join("\n", lines.subList(1, lines.size())));
  }

  private void readAbsent(Frames.Frame frame) {
    states.put(
        new AbsolutePath(frame.lines().get(0)),
        new PathState.Absent(new AbsolutePath(frame.lines().get(1))));
  }

  private void readStat(String line) {
    List<String> words = new ArrayList<>(List.of(line.split(" ", 4)));
    if (words.size() < 4) {
      return;
    }
    String user = words.get(1);
    String group = words.get(2);
    String path = words.get(3);
    if (!path.startsWith("/")) {
      String[] named = path.split(" ", 3);
      user = known(named[0], user);
      group = known(named[1], group);
      path = named[2];
    }
    int mode = Integer.parseInt(words.get(0), 16);
    Access access =
        new Access(
            new FileMode(mode & 07777),
            Long.parseLong(words.get(1)),
            Long.parseLong(words.get(2)),
            user,
            group);
    states.put(new AbsolutePath(path), state(mode & TYPE, path, access));
  }

  private static String known(String name, String number) {
    return name.equals("UNKNOWN") ? number : name;
  }

  private PathState state(int type, String path, Access access) {
    return switch (type) {
      case 0100000 -> file(path, access);
      case 0040000 -> new PathState.Folder(access, empty.contains(path));
      case 0120000 -> new PathState.Link(access, targets.getOrDefault(path, ""));
      case 0060000 -> new PathState.Special(access, "a block device");
      case 0020000 -> new PathState.Special(access, "a character device");
      case 0010000 -> new PathState.Special(access, "a pipe");
      default -> new PathState.Special(access, "a socket");
    };
  }

  private PathState file(String path, Access access) {
    FileContent content = contents.get(path);
    @Nullable String sum = sums.get(path);
    // A node with nothing to hash sends all contents instead.
    return new PathState.File(
        access, sum == null && content != null ? content.sha256() : sum, content);
  }
}
