package dev.bascule.apply;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a node's tools said when they failed, in plain words.
 *
 * @param hint what to do, or null
 */
record NodeWords(String text, @Nullable String hint) {
  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "No space left on device", "no space left on its file system", "free some space"),
          new Known(
              "Disk quota exceeded",
              "the disk quota is used up",
              "raise the quota or free some space"),
          new Known(
              "Read-only file system",
              "its file system is read-only",
              "a disk error may have made it so: see dmesg on the node"),
          new Known("Permission denied", "permission denied", "log in as root, or use become"),
          new Known(
              "Operation not permitted",
              "the operation is not permitted",
              "the file may be immutable (lsattr), or the login lacks rights: use become"),
          new Known(
              "Device or resource busy",
              "it is busy",
              "a file that is mounted by itself cannot be replaced; in a container it belongs to the"
                  + " host"));

  private record Known(String said, String plain, String hint) {}

  static NodeWords of(String said) {
    for (Known known : KNOWN) {
      if (said.contains(known.said())) {
        return new NodeWords(known.plain(), known.hint());
      }
    }
    return new NodeWords(withoutCounts(said), null);
  }

  static NodeWords verbatim(String said) {
    return new NodeWords(said.strip(), null);
  }

  // dd tells how much it wrote, failed or not.
  private static String withoutCounts(String said) {
    return said.lines()
        .filter(line -> !line.matches("\\d+\\+\\d+ records (in|out)|\\d+ bytes .*copied.*"))
        .collect(Collectors.joining("\n"))
        .strip();
  }
}
