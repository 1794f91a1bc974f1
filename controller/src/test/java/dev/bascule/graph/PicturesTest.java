package dev.bascule.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.graph.svg.SvgGraph;
import dev.bascule.model.NodeName;
import dev.bascule.network.NetworkNotation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each folder below {@code graph/} holds nodes as {@code NODE.before} and, for a difference, {@code
 * NODE.after}; and how they are to be shown: {@code expected.txt}, {@code .dot} and {@code .svg}.
 * Written anew with {@code -Dpictures.update=true}; then to be looked at.
 */
class PicturesTest {
  private static final Path FOLDER = Path.of("src/test/resources/graph");

  @TestFactory
  List<DynamicTest> each_folder_is_shown_as_expected() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders
          .sorted()
          .map(
              folder ->
                  DynamicTest.dynamicTest(
                      folder.getFileName().toString().replace('-', ' '), () -> check(folder)))
          .toList();
    }
  }

  private static void check(Path folder) throws IOException {
    List<Topology> nodes = new ArrayList<>();
    boolean difference = false;
    for (String name : nodes(folder)) {
      Topology before = topology(name, Files.readString(folder.resolve(name + ".before")));
      Path after = folder.resolve(name + ".after");
      difference |= Files.exists(after);
      nodes.add(
          Files.exists(after)
              ? TopologyDifference.between(before, topology(name, Files.readString(after)))
              : before);
    }
    same(folder.resolve("expected.txt"), TextGraph.render(nodes, difference));
    same(folder.resolve("expected.dot"), DotGraph.render(nodes));
    same(folder.resolve("expected.svg"), SvgGraph.render("Test", nodes, difference));
  }

  private static List<String> nodes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".before"))
          .map(name -> name.replace(".before", ""))
          .sorted()
          .toList();
    }
  }

  private static Topology topology(String name, String text) {
    return TopologyBuilder.build(
        new NodeName(name),
        NetworkNotation.state(GuestNotation.network(text)),
        GuestNotation.guests(text));
  }

  private static void same(Path file, String text) throws IOException {
    if (Boolean.getBoolean("pictures.update")) {
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }
}
