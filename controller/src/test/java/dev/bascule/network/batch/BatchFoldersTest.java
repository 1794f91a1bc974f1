package dev.bascule.network.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.network.NetworkChange;
import dev.bascule.network.NetworkNotation;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkState;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.RouteText;
import dev.bascule.network.WishNotation;
import dev.bascule.network.wanted.Reach;
import dev.bascule.network.wanted.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Folders of a node and a wish: what a plan shows, the batch there and the batch back; or the words
 * of a refusal. Each is granted a second time, which must change nothing.
 */
class BatchFoldersTest {
  private static final Path FOLDERS = Path.of("src/test/resources/dev/bascule/network/batch");

  @TestFactory
  Stream<DynamicTest> each_folder_leads_from_its_node_to_its_batch() throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(FOLDERS)) {
      folders = all.filter(folder -> Files.exists(folder.resolve("wish"))).sorted().toList();
    }
    assertThat(folders).hasSizeGreaterThan(10);
    return folders.stream()
        .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> run(folder)));
  }

  private static void run(Path folder) throws IOException {
    NodeNetwork node = NetworkNotation.node(Files.readString(folder.resolve("current")));
    List<NetworkResource> wishes = WishNotation.wishes(Files.readString(folder.resolve("wish")));
    NetworkState state = node.state();
    List<NetworkChange> changes = new ArrayList<>();
    for (NetworkResource wish : wishes) {
      Reach reach = Target.of(node, state, wish);
      if (reach instanceof Reach.Impossible impossible) {
        same(folder, "refused", impossible.message() + "\nhint: " + impossible.hint() + "\n");
        return;
      }
      changes.addAll(((Reach.Reached) reach).changes());
      state = ((Reach.Reached) reach).after();
    }
    same(
        folder,
        "changes",
        changes.stream().map(BatchFoldersTest::text).collect(Collectors.joining()));
    same(folder, "batch", text(Batch.between(node.state(), state)));
    same(folder, "inverse", text(Batch.between(state, node.state())));
    for (NetworkResource wish : wishes) {
      assertThat(Target.of(node, state, wish))
          .as("granted again")
          .isEqualTo(new Reach.Reached(state, List.of()));
    }
  }

  private static void same(Path folder, String file, String text) throws IOException {
    if (Boolean.getBoolean("fixtures.update")) {
      Files.writeString(folder.resolve(file), text);
    }
    assertThat(text).as(file).isEqualTo(Files.readString(folder.resolve(file)));
  }

  private static String text(List<NetworkOp> ops) {
    return ops.stream().map(op -> text(op) + "\n").collect(Collectors.joining());
  }

  private static String text(NetworkOp op) {
    if (op instanceof NetworkOp.PutRoute put) {
      return "route " + RouteText.of(put.route());
    }
    if (op instanceof NetworkOp.DeleteRoute delete) {
      return "route " + RouteText.of(delete.route()) + " away";
    }
    return Titles.of(op);
  }

  private static String text(NetworkChange change) {
    String details =
        change.details().stream()
            .map(d -> "  " + d.name() + ": " + d.from() + " -> " + d.to() + "\n")
            .collect(Collectors.joining());
    String verb = change.verb().name().toLowerCase(Locale.ROOT);
    return verb + " " + change.target() + " [" + change.effect().text() + "]\n" + details;
  }
}
