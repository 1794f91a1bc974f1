package dev.bascule.cli;

import dev.bascule.history.RunId;
import dev.bascule.model.NodeName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run's journal says, read by a later program.
 *
 * @param written when its last line was written
 * @param process null in a journal of an older version, and where its first line was cut off
 * @param over whether the run ended, or resume has told all of it
 * @param nodes in the order of the journal
 */
record RunTracks(
    RunId run,
    Instant written,
    @Nullable RunProcess process,
    boolean over,
    Map<NodeName, RunTrack> nodes) {
  /** Begins a journal's first line. */
  static final String FIRST = "run 2 ";

  /** Whether its program went before its end, and nobody has asked the nodes yet. */
  boolean isLost() {
    return stands(RunProcess.Standing.GONE);
  }

  /** Whether nobody here can say if its program is still at work. */
  boolean isUnseen() {
    return stands(RunProcess.Standing.UNSEEN);
  }

  /** Whether its program is at work. */
  boolean isAtWork() {
    return stands(RunProcess.Standing.AT_WORK);
  }

  private boolean stands(RunProcess.Standing how) {
    return !over && process != null && process.standing() == how;
  }

  /** Notes that all was told. */
  void told(Path runs) throws IOException {
    new LineFile(runs.resolve(run.text())).append("resumed\n", false);
  }

  /** The runs of whose end nothing is known, and that are not at work; the latest first. */
  static List<RunTracks> open(Path runs) throws IOException {
    try (Stream<Path> files = Files.list(runs)) {
      return files
          .map(file -> file.getFileName().toString())
          .sorted(Comparator.reverseOrder())
          .flatMap(name -> unchecked(runs, name).stream())
          .filter(tracks -> tracks.isLost() || tracks.isUnseen())
          .toList();
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  /** Removes those of runs that came to their end, or were told of, before a moment. */
  static void prune(Path runs, Instant before) throws IOException {
    List<Path> old;
    try (Stream<Path> files = Files.list(runs)) {
      old = files.filter(file -> file.toFile().lastModified() < before.toEpochMilli()).toList();
    }
    for (Path file : old) {
      if (read(runs, file.getFileName().toString()).filter(RunTracks::over).isPresent()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static Optional<RunTracks> unchecked(Path runs, String run) {
    try {
      // Journals of before this form tell of no end.
      return read(runs, run).filter(tracks -> tracks.process() != null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A run's; nothing when there is no such run. */
  static Optional<RunTracks> read(Path runs, String run) throws IOException {
    if (!RunId.isValid(run)) {
      return Optional.empty();
    }
    Path file = runs.resolve(run);
    try {
      List<String> lines = new LineFile(file).lines();
      Instant written = Files.getLastModifiedTime(file).toInstant();
      return Optional.of(read(new RunId(run), written, lines));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  private static RunTracks read(RunId run, Instant written, List<String> lines) {
    RunProcess process = null;
    boolean over = false;
    Map<NodeName, RunTrack> nodes = new LinkedHashMap<>();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      if (line.startsWith(FIRST)) {
        nodes.clear(); // what stands before is of a head that was not written whole
        process = RunProcess.of(line.substring(FIRST.length())).orElse(null);
      } else if (line.equals("ended") || line.equals("resumed")) {
        over = true;
      } else if (words.length == 2 && NodeName.isValid(words[0])) {
        add(nodes, new String[] {"tx", words[0], words[1]}); // as older versions wrote it
      } else if (words.length > 2 && NodeName.isValid(words[1])) {
        add(nodes, words);
      }
    }
    return new RunTracks(run, written, process, over, nodes);
  }

  private static void add(Map<NodeName, RunTrack> nodes, String[] words) {
    NodeName node = new NodeName(words[1]);
    RunTrack track = nodes.getOrDefault(node, RunTrack.UNTOUCHED);
    nodes.put(
        node,
        switch (words[0]) {
          case "node" -> track.in((int) number(words[2]));
          case "begin" ->
              words.length == 5
                  ? track.begun((int) number(words[2]), (int) number(words[4]))
                  : track;
          case "tx" -> track.with(words[2]);
          case "end" -> track.ended(words[2]);
          default -> track;
        });
  }

  private static long number(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }
}
