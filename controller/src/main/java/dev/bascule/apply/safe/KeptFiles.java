package dev.bascule.apply.safe;

import dev.bascule.model.NodeName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One file for each transaction, {@code NODE-ID}, that only its owner can read.
 *
 * @param folder usually {@code $XDG_STATE_HOME/bascule/transactions}
 */
public record KeptFiles(Path folder) implements KeptStore {

  @Override
  public void keep(Kept it) throws IOException {
    String text =
        "node="
            + it.node()
            + "\nid="
            + it.id()
            + "\ntoken="
            + it.token()
            + "\nends="
            + it.endsBy()
            + "\ncandidates="
            + String.join(" ", it.candidates())
            + "\n"
            + waiting(it.waiting());
    makeFolder();
    Path fresh =
        Files.createTempFile(
            folder,
            ".new-",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, text);
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(
        fresh, file(it), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    // The name, too, has to outlive this machine.
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private void makeFolder() throws IOException {
    Files.createDirectories(folder.toAbsolutePath().getParent());
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException there) {
      if (!Files.isDirectory(folder)) {
        throw there;
      }
    }
  }

  @Override
  public void forget(Kept transaction) throws IOException {
    Files.deleteIfExists(file(transaction));
  }

  @Override
  public List<Kept> of(NodeName node) throws IOException {
    List<Kept> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name(node.text()) + "-*")) {
      for (Path file : files) {
        read(file).filter(kept -> kept.node().equals(node)).ifPresent(all::add);
      }
    } catch (NoSuchFileException none) {
      return List.of();
    }
    all.sort(Comparator.comparing(Kept::endsBy).reversed());
    return all;
  }

  private static Optional<Kept> read(Path file) throws IOException {
    Map<String, String> values = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      int at = line.indexOf('=');
      if (at > 0) {
        values.put(line.substring(0, at), line.substring(at + 1));
      }
    }
    String node = values.getOrDefault("node", "");
    String id = values.getOrDefault("id", "");
    String ends = values.getOrDefault("ends", "");
    if (!NodeName.isValid(node) || id.isEmpty() || ends.isEmpty()) {
      return Optional.empty(); // not one of ours
    }
    String candidates = values.getOrDefault("candidates", "");
    return Optional.of(
        new Kept(
            new NodeName(node),
            id,
            values.getOrDefault("token", ""),
            Instant.parse(ends),
            candidates.isBlank() ? List.of() : List.of(candidates.split(" ", -1)),
            waiting(values)));
  }

  private static String waiting(Waiting rest) {
    return rest.tasks().isEmpty()
        ? ""
        : "waiting="
            + String.join("\t", rest.tasks().stream().map(KeptFiles::plain).toList())
            + "\nagain="
            + plain(rest.command())
            + "\n";
  }

  // A value is a line, and a task's name a word between tabs.
  private static String plain(String text) {
    return text.replaceAll("[\\n\\r\\t]+", " ");
  }

  private static Waiting waiting(Map<String, String> values) {
    String tasks = values.getOrDefault("waiting", "");
    return tasks.isEmpty()
        ? Waiting.NOTHING
        : new Waiting(List.of(tasks.split("\t", -1)), values.getOrDefault("again", ""));
  }

  private Path file(Kept transaction) {
    return folder.resolve(name(transaction.node().text()) + "-" + transaction.id());
  }

  // A node's name may hold what a file's name, or a pattern of names, must not.
  private static String name(String node) {
    return node.replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
