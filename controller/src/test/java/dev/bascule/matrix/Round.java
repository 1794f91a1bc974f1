package dev.bascule.matrix;

import dev.bascule.lab.Await;
import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Faults;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many cells at the same time: a node each, and one bascule for all of them.
 *
 * @param stable how long the change has to hold, in the words of a playbook
 */
record Round(Lab lab, Path folder, List<MatrixCase> cases, String stable) {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();
  private static final Duration SETTLED = Duration.ofSeconds(120);

  List<Finding> run() throws Exception {
    layNodes();
    Controller controller = new Controller();
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Lane> lanes = each(threads, places(), place -> prepare(place, controller));
      List<Future<String>> strikes = new ArrayList<>();
      lanes.forEach(lane -> strikes.add(threads.submit(() -> strike(lane))));
      String said =
          controller.run(
              words("apply", "--yes", "--output", "json", playbook().toString()), folder);
      Map<Lane, String> troubles = new HashMap<>();
      for (int i = 0; i < strikes.size(); i++) {
        troubles.put(lanes.get(i), strikes.get(i).get());
      }
      each(threads, lanes, this::restore);
      CommandResult status = lab.controller(words("status", "all").toArray(String[]::new));
      Files.writeString(folder.resolve("status.txt"), status.toString());
      each(threads, lanes, this::settle);
      return each(threads, lanes, lane -> finding(lane, said, status.out(), troubles.get(lane)));
    } finally {
      threads.shutdownNow();
    }
  }

  /** Empty when the fault came. */
  private static String strike(Lane lane) {
    try {
      lane.what().fault().strike().make(lane);
      return "";
    } catch (AssertionError | RuntimeException trouble) {
      return trouble.toString();
    }
  }

  private interface Work<A, B> {
    B on(A it) throws Exception;
  }

  private static <A, B> List<B> each(ExecutorService threads, List<A> all, Work<A, B> work)
      throws Exception {
    List<Future<B>> futures = new ArrayList<>();
    for (A it : all) {
      futures.add(threads.submit(() -> work.on(it)));
    }
    List<B> results = new ArrayList<>();
    for (Future<B> future : futures) {
      results.add(future.get());
    }
    return results;
  }

  /** Neighbours with the same topology are laid together. */
  private void layNodes() {
    int begin = 0;
    while (begin < cases.size()) {
      int end = begin;
      while (end < cases.size() && cases.get(end).topology() == cases.get(begin).topology()) {
        end++;
      }
      lab.lay(begin + 1, end - begin, cases.get(begin).topology().file());
      begin = end;
    }
  }

  private List<Integer> places() {
    return java.util.stream.IntStream.rangeClosed(1, cases.size()).boxed().toList();
  }

  private Lane prepare(int place, Controller controller) {
    LabNode node = lab.node(place);
    LabNode stranger = lab.node(lab.nodes().size() + 1 - place);
    Lane lane =
        new Lane(
            node, stranger, cases.get(place - 1), Faults.on(node), Picture.of(node), controller);
    lane.what().fault().preparation().make(lane);
    return lane;
  }

  private Object restore(Lane lane) {
    if (!lane.node().isOn()) {
      lane.node().powerOff(); // what is left of it at the switch
      lane.node().powerOn();
    }
    return lane;
  }

  /** One that does not end is seen in its picture, and in what bascule said. */
  private Object settle(Lane lane) {
    return Await.within(SETTLED, () -> !Standing.isPending(lane.node()));
  }

  private Finding finding(Lane lane, String json, String status, String trouble) {
    Picture now = Picture.of(lane.node());
    String name = lane.node().name();
    return new Finding(
        lane.what(),
        verdict(lane, now),
        outcome(json, name),
        status
            .lines()
            .filter(line -> line.matches(".*\\b" + name + "\\b.*"))
            .findFirst()
            .orElse(""),
        lane.before().difference(now),
        trouble);
  }

  private static Finding.Verdict verdict(Lane lane, Picture now) {
    if (lane.node().ssh("true").exit() != 0) {
      return Finding.Verdict.LOST;
    }
    if (now.equals(lane.before())) {
      return Finding.Verdict.OLD;
    }
    return lane.what().topology().change.made(lane.before(), now)
        ? Finding.Verdict.NEW
        : Finding.Verdict.MIXED;
  }

  /** What a report says of a node; {@code none} when it does not name it. */
  static String outcome(String json, String node) {
    Matcher found =
        Pattern.compile(
                "\"node\"\\s*:\\s*\"" + node + "\"\\s*,\\s*\"outcome\"\\s*:\\s*\"([a-z_ ]+)\"")
            .matcher(json);
    return found.find() ? found.group(1).replace(' ', '_') : "none";
  }

  private List<String> words(String command, String... arguments) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of("env", "HOME=" + folder, CHECKOUT.resolve("bin/bascule").toString(), command));
    words.addAll(List.of("-i", inventory().toString(), "--timeout", "5s"));
    words.addAll(List.of(arguments));
    return words;
  }

  private Path playbook() throws IOException {
    StringBuilder text = new StringBuilder("- hosts: all\n  serial: 100%\n");
    text.append("  safe_apply: {stable: ").append(stable).append("}\n  tasks:\n");
    for (Topology.Change change : Topology.Change.values()) {
      text.append("  - ").append(change.task).append("\n");
      text.append("    when: change == \"").append(change.name()).append("\"\n");
    }
    return Files.writeString(folder.resolve("site.yml"), text);
  }

  private Path inventory() throws IOException {
    StringBuilder hosts = new StringBuilder("all:\n  hosts:\n");
    for (int place = 1; place <= cases.size(); place++) {
      LabNode node = lab.node(place);
      hosts.append(
          "    %s: {ansible_host: %s, change: %s, more: 10.66.21%d.%d}\n"
              .formatted(
                  node.name(),
                  node.address(),
                  cases.get(place - 1).topology().change,
                  place % 10,
                  place));
    }
    hosts.append(
        """
          vars:
            ansible_user: root
            ansible_ssh_private_key_file: %s
            ansible_ssh_common_args: -o UserKnownHostsFile=%s -o StrictHostKeyChecking=yes
        """
            .formatted(lab.key(), lab.knownHosts()));
    try {
      return Files.writeString(folder.resolve("inventory.yml"), hosts);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
