package dev.bascule.cli;

import dev.bascule.apply.safe.Kept;
import dev.bascule.apply.safe.KeptStore;
import dev.bascule.history.RunId;
import dev.bascule.model.NodeName;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The transactions of one run, on disk before their nodes hear of them: should this program be
 * lost, {@code bascule resume RUN} asks each node what became of it.
 */
final class RunJournal implements KeptStore {
  private final KeptStore store;
  private final Path file;
  private final PrintStream told;
  private final Function<NodeName, String> again;
  private final Set<String> known = new HashSet<>();

  private RunJournal(
      KeptStore store, Path file, PrintStream told, Function<NodeName, String> again) {
    this.store = store;
    this.file = file;
    this.told = told;
    this.again = again;
  }

  /** A transaction of a run. */
  record Entry(NodeName node, String id) {}

  /**
   * A journal that is written, and its name told, once there is a transaction.
   *
   * @param run its name
   * @param again the command that does on a node what waited for a confirmation
   */
  static RunJournal begin(RunId run, Surroundings around, Function<NodeName, String> again) {
    return new RunJournal(
        StateFolder.transactions(around),
        StateFolder.runs(around).resolve(run.text()),
        around.err(),
        again);
  }

  /** The transactions of a run; nothing when there is no such run. */
  static Optional<List<Entry>> read(Path runs, String run) throws IOException {
    if (!run.matches("[0-9a-f-]+")) {
      return Optional.empty();
    }
    List<Entry> all = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(runs.resolve(run))) {
        String[] words = line.split(" ", -1);
        if (words.length == 2 && NodeName.isValid(words[0])) {
          all.add(new Entry(new NodeName(words[0]), words[1]));
        }
      }
      return Optional.of(all);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized void keep(Kept it) throws IOException {
    if (known.add(it.id())) {
      append(it.node() + " " + it.id() + "\n");
    }
    store.keep(it.waiting().tasks().isEmpty() ? it : it.doneBy(again.apply(it.node())));
  }

  private void append(String line) throws IOException {
    if (known.size() == 1) {
      Files.createDirectories(file.getParent());
      told.println(
          "run "
              + file.getFileName()
              + ": if this program is lost, the nodes end by themselves, and bascule resume "
              + file.getFileName()
              + " tells how");
    }
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
  }

  @Override
  public void forget(Kept transaction) throws IOException {
    store.forget(transaction);
  }

  @Override
  public List<Kept> of(NodeName node) throws IOException {
    return store.of(node);
  }
}
