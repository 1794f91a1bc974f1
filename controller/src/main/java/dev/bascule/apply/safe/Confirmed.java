package dev.bascule.apply.safe;

import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import dev.bascule.probe.Frames;
import dev.bascule.probe.Frames.Frame;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A transaction that was confirmed, with what its node has kept to undo it.
 *
 * @param inverse the commands that lead back, as text
 * @param touched the links that it is about
 * @param before canonical lines of the network before it
 * @param files those that are put back, or removed
 */
public record Confirmed(
    Standing standing,
    List<String> inverse,
    List<String> touched,
    List<String> before,
    List<OldFile> files) {
  public Confirmed {
    inverse = List.copyOf(inverse);
    touched = List.copyOf(touched);
    before = List.copyOf(before);
    files = List.copyOf(files);
  }

  /**
   * A file that the transaction changed or made.
   *
   * @param wasThere whether it is put back; else it goes
   */
  public record OldFile(String path, boolean wasThere) {}

  /** From the frames of the node's {@code revert}. */
  static Optional<Confirmed> read(Frames frames) {
    return Standing.last(frames)
        .filter(standing -> standing.state() == Standing.State.CONFIRMED)
        .map(
            standing ->
                new Confirmed(
                    standing,
                    frames.lines("inverse"),
                    touched(frames.lines("meta")),
                    frames.lines("before"),
                    files(frames)));
  }

  private static List<String> touched(List<String> meta) {
    List<String> links = new ArrayList<>();
    for (String line : meta) {
      if (line.startsWith("touched=")) {
        links.addAll(List.of(line.substring("touched=".length()).split(" ", -1)));
      }
    }
    return links;
  }

  private static List<OldFile> files(Frames frames) {
    List<OldFile> files = new ArrayList<>();
    for (Frame frame : frames.all()) {
      String[] words = frame.name().split(" ", -1);
      if (words.length >= 3 && words[0].equals("old")) {
        files.add(new OldFile(words[2], true));
      } else if (words.length >= 3 && words[0].equals("none")) {
        files.add(new OldFile(words[2], false));
      }
    }
    return files;
  }

  /** The transaction's. */
  public String id() {
    return standing.id();
  }

  /** The addresses that the node had before it, where it will be found again. */
  public List<IpAddress> addresses() {
    Set<IpAddress> all = new LinkedHashSet<>();
    for (String line : before) {
      if (line.startsWith("addr ")) {
        for (String word : line.split(" ", -1)) {
          Optional<Cidr> cidr = word.contains("/") ? Cidr.parse(word) : Optional.empty();
          cidr.map(Cidr::address).filter(Confirmed::isReachable).ifPresent(all::add);
        }
      }
    }
    return List.copyOf(all);
  }

  private static boolean isReachable(IpAddress address) {
    return !address.isLinkLocal()
        && !address.text().startsWith("127.")
        && !address.text().equals("::1");
  }
}
