package dev.bascule.matrix;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The page of the matrix as {@link MatrixTable} wrote it, read again.
 *
 * @param rows the text of each cell, by the words of the fault and of the network
 */
record MatrixPage(Map<String, Map<String, String>> rows) {
  static final Path PLACE =
      Path.of("").toAbsolutePath().getParent().resolve("docs/fault-matrix.md");

  static MatrixPage read() {
    try {
      return of(Files.readString(PLACE));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static MatrixPage of(String text) {
    List<List<String>> lines =
        text.lines().filter(line -> line.startsWith("| ")).map(MatrixPage::cells).toList();
    List<String> head = lines.get(0);
    Map<String, Map<String, String>> rows = new HashMap<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      Map<String, String> row = new HashMap<>();
      for (int i = 1; i < head.size(); i++) {
        row.put(head.get(i), line.get(i));
      }
      rows.put(line.get(0), row);
    }
    return new MatrixPage(rows);
  }

  private static List<String> cells(String line) {
    return Stream.of(line.substring(1).split("\\|")).map(String::strip).toList();
  }

  /** How many steps the change of a network has: those that the first fault came at. */
  int steps(Topology topology) {
    return promises(Fault.KILL, topology).size();
  }

  /** What the page says of a case; by the step, which is -1 where the fault has none. */
  Map<Integer, Set<Finding.Verdict>> promises(Fault fault, Topology topology) {
    Map<Integer, Set<Finding.Verdict>> promises = new TreeMap<>();
    String cell = rows.getOrDefault(fault.words(), Map.of()).getOrDefault(topology.words, "");
    for (String part : cell.split(";")) {
      String steps = part.replaceFirst("^[^0-9]*", "");
      Set<Finding.Verdict> verdicts =
          Stream.of(part.replace(steps, "").split(" or "))
              .filter(word -> !word.isBlank())
              .map(word -> Finding.Verdict.valueOf(word.strip().toUpperCase(Locale.ROOT)))
              .collect(toSet());
      if (!verdicts.isEmpty()) {
        numbers(steps).forEach(step -> promises.put(step, verdicts));
      }
    }
    return promises;
  }

  /** What the page says, as if it had been found now. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    List<MatrixCase> cases = Cases.undisturbed();
    cases.addAll(Cases.whole(this::steps));
    for (MatrixCase it : cases) {
      promises(it.fault(), it.topology()).getOrDefault(it.step(), Set.of()).stream()
          .findFirst()
          .ifPresent(verdict -> findings.add(new Finding(it, verdict, "", "", "", "", 0)));
    }
    return findings;
  }

  /** The reverse of {@link MatrixTable#ranges}. */
  private static Set<Integer> numbers(String steps) {
    if (steps.isEmpty()) {
      return Set.of(-1);
    }
    Set<Integer> numbers = new TreeSet<>();
    for (String range : steps.split(", ")) {
      String[] ends = range.strip().split("–");
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int step = Integer.parseInt(ends[0]); step <= last; step++) {
        numbers.add(step);
      }
    }
    return numbers;
  }

  /** Why a finding is not what the page says; empty when it is. */
  String objection(Finding finding) {
    MatrixCase what = finding.what();
    Set<Finding.Verdict> promised =
        promises(what.fault(), what.topology()).getOrDefault(what.step(), Set.of());
    if (promised.contains(finding.verdict())) {
      return "";
    }
    return promised.isEmpty()
        ? "the page has no cell for it: " + finding
        : "the page says " + promised + ": " + finding;
  }
}
