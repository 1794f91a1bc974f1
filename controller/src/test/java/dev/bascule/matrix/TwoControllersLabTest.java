package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several controllers, each with files of its own, that begin the same work on the same nodes at
 * the same moment. What a play does first and last on a node writes into a log there: so it shows
 * whether another one came between.
 */
@LabTest(nodes = 6)
class TwoControllersLabTest {
  private static final String FOLDER = "file: {path: /etc/two, state: directory}";
  private static final String BEGIN = "script: {content: 'echo begin >>/var/log/two; sleep 1'}";
  private static final String END = "script: {content: 'sleep 1; echo end >>/var/log/two'}";
  private static final String FILE = "copy: {dest: /etc/two/a, content: \"whole\\n\"}";
  private static final String SLOW =
      "script: {content: 'echo begin >>/var/log/two; sleep 2; touch /etc/two/done; echo end"
          + " >>/var/log/two', creates: /etc/two/done}";
  private static final String ADOPT = "bridge: {name: br0, adopt: eth0}";

  private final Lab lab;
  @TempDir private Path homes;
  private List<String> shared = List.of();

  TwoControllersLabTest(Lab lab) {
    this.lab = lab;
  }

  @BeforeEach
  void fresh_disks() {
    lab.lay(1, 6, "single");
  }

  @Test
  void two_controllers_take_turns_and_what_is_done_is_not_done_again() {
    List<CommandResult> ends = together(2, "", FOLDER, SLOW, FILE);
    assertThat(ends).allMatch(end -> end.exit() == 0);
    for (LabNode node : lab.nodes()) {
      assertThat(node.exec("cat", "/var/log/two")).isEqualTo("begin\nend\n");
      assertThat(node.exec("cat", "/etc/two/a")).isEqualTo("whole\n");
    }
    assertThat(ends.toString()).contains("waits: another apply is at work on this node: ");
    site(0).run(0, "drift", play(0, "", FOLDER, SLOW, FILE));
  }

  @Test
  void four_controllers_take_turns_also_where_each_has_to_do_all() {
    List<CommandResult> ends = together(4, "", BEGIN, FOLDER, FILE, END);
    assertThat(ends).allMatch(end -> end.exit() == 0);
    for (LabNode node : lab.nodes()) {
      assertThat(node.exec("cat", "/var/log/two")).isEqualTo("begin\nend\n".repeat(4));
    }
  }

  @Test
  void nobody_comes_between_the_parts_of_a_change_of_the_network() {
    String[] tasks = {BEGIN, FOLDER, ADOPT, FILE, END};
    List<CommandResult> ends = together(2, "serial: 100%", tasks);
    assertThat(ends).allMatch(end -> end.exit() == 0);
    for (LabNode node : lab.nodes()) {
      assertThat(node.exec("cat", "/var/log/two")).isEqualTo("begin\nend\n".repeat(2));
      assertThat(node.exec("cat", "/sys/class/net/br0/brif/eth0/state")).isEqualTo("3\n");
      assertThat(node.exec("cut", "-d ", "-f3", "/var/lib/bascule/journal"))
          .isEqualTo("confirmed\n");
    }
    site(1).run(0, "drift", play(1, "", FOLDER, ADOPT, FILE));
  }

  @Test
  void who_does_not_want_to_wait_is_told_who_is_at_work() {
    CompletableFuture<CommandResult> first =
        CompletableFuture.supplyAsync(() -> run(0, "", BEGIN, "script: {content: sleep 8}", END));
    LabNode node = lab.node(1);
    Await.until(
        "the first one at work",
        Duration.ofSeconds(60),
        () -> node.tryExec("test", "-e", "/var/log/two").exit() == 0);
    CommandResult second =
        site(1).run(3, "apply", "--yes", "--wait", "0s", "-l", node.name(), play(1, "", FOLDER));
    assertThat(second.out())
        .contains("another apply is at work on this node: ", "nothing was written");
    assertThat(first.join().exit()).isZero();
    assertThat(node.tryExec("test", "-e", "/etc/two").exit()).isEqualTo(1);
  }

  @Test
  void with_a_history_in_common_nobody_goes_to_a_node_to_find_it_taken() {
    shared = List.of("--history", homes.resolve("shared.db").toString());
    List<CommandResult> ends = together(3, "", FOLDER, SLOW, FILE);
    assertThat(ends).allMatch(end -> end.exit() == 0);
    for (LabNode node : lab.nodes()) {
      assertThat(node.exec("cat", "/var/log/two")).isEqualTo("begin\nend\n");
    }
    assertThat(ends.toString())
        .containsPattern("waits: run [0-9a-f-]+ of \\S+@\\S+ is at work on this node")
        .doesNotContain("another apply is at work");
  }

  private List<CommandResult> together(int controllers, String keys, String... tasks) {
    ExecutorService all = Executors.newFixedThreadPool(controllers);
    try {
      return IntStream.range(0, controllers)
          .mapToObj(number -> CompletableFuture.supplyAsync(() -> run(number, keys, tasks), all))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    } finally {
      all.shutdown();
    }
  }

  private CommandResult run(int number, String keys, String... tasks) {
    Site site = site(number);
    List<String> line = new ArrayList<>(site.line("apply", "--yes", play(number, keys, tasks)));
    line.addAll(shared);
    return lab.controller(line.toArray(String[]::new));
  }

  private String play(int number, String keys, String... tasks) {
    return site(number).play(keys, tasks).toString();
  }

  private Site site(int number) {
    try {
      return new Site(lab, Files.createDirectories(homes.resolve("controller-" + number)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
