package dev.bascule.matrix;

import dev.bascule.lab.Await;
import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Faults;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import java.io.IOException;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many cells at the same time: a node each, and one bascule for all of them, but for those whose
 * bascule is killed.
 */
record Round(Lab lab, Path folder, List<MatrixCase> cases) {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();
  private static final Duration SETTLED = Duration.ofSeconds(120);

  List<Finding> run() throws Exception {
    layNodes();
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Controller common = new Controller(folder);
      List<Lane> lanes = each(threads, places(), place -> prepare(place, common));
      List<Future<String>> strikes = new ArrayList<>();
      lanes.forEach(lane -> strikes.add(threads.submit(() -> strike(lane))));
      String playbook = playbook().toString();
      inventory();
      Map<Controller, List<Lane>> byController =
          lanes.stream().collect(Collectors.groupingBy(Lane::controller));
      each(threads, List.copyOf(byController.entrySet()), it -> apply(it, playbook));
      Map<Lane, String> troubles = new HashMap<>();
      for (int i = 0; i < strikes.size(); i++) {
        troubles.put(lanes.get(i), strikes.get(i).get());
      }
      each(threads, lanes, this::restore);
      CommandResult status = lab.controller(words(folder, "status", "all").toArray(String[]::new));
      Files.writeString(folder.resolve("status.txt"), status.toString());
      each(threads, lanes, this::settle);
      return each(threads, lanes, lane -> finding(lane, status.out(), troubles.get(lane)));
    } finally {
      threads.shutdownNow();
    }
  }

  private String apply(Map.Entry<Controller, List<Lane>> its, String playbook) throws Exception {
    String names =
        its.getValue().stream().map(lane -> lane.node().name()).collect(Collectors.joining(","));
    String[] arguments = {"--yes", "--output", "json", "--limit", names, playbook};
    Controller controller = its.getKey();
    return controller.run(words(controller.home(), "apply", arguments));
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
    if (strangers() > 0) {
      lab.lay(cases.size() + 1, strangers(), Topology.SINGLE.file());
    }
  }

  private int strangers() {
    return (int) cases.stream().filter(Round::needsStranger).count();
  }

  private static boolean needsStranger(MatrixCase what) {
    return what.fault().kind() == Fault.Kind.STRANGER;
  }

  /** Behind the lanes' nodes, in their order. */
  private @Nullable LabNode stranger(int place) {
    if (!needsStranger(cases.get(place - 1))) {
      return null;
    }
    long before = cases.subList(0, place).stream().filter(Round::needsStranger).count();
    return lab.node(cases.size() + (int) before);
  }

  private List<Integer> places() {
    return IntStream.rangeClosed(1, cases.size()).boxed().toList();
  }

  private Lane prepare(int place, Controller common) throws IOException {
    LabNode node = lab.node(place);
    MatrixCase what = cases.get(place - 1);
    Controller controller =
        what.fault().kind() == Fault.Kind.DEADLY
            ? new Controller(Files.createDirectory(folder.resolve(node.name())))
            : common;
    Lane lane =
        new Lane(node, stranger(place), what, Faults.on(node), Picture.of(node), controller);
    what.fault().preparation().make(lane);
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

  private Finding finding(Lane lane, String status, String trouble) {
    Picture now = Picture.of(lane.node());
    String name = lane.node().name();
    return new Finding(
        lane.what(),
        verdict(lane, now),
        outcome(lane.controller().said(), name),
        status
            .lines()
            .filter(line -> line.matches(".*\\b" + name + "\\b.*"))
            .findFirst()
            .orElse(""),
        lane.before().difference(now),
        trouble,
        lane.faults().changes().size());
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

  private List<String> words(Path home, String command, String... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of("env", "HOME=" + home, CHECKOUT.resolve("bin/bascule").toString(), command));
    words.addAll(List.of("-i", folder.resolve("inventory.yml").toString(), "--timeout", "5s"));
    words.addAll(List.of(arguments));
    return words;
  }

  private Path playbook() throws IOException {
    StringBuilder text = new StringBuilder("- hosts: all\n  serial: 100%\n");
    text.append("  safe_apply: {stable: \"[=stable]\"}\n  tasks:\n");
    for (Topology.Change change : Topology.Change.values()) {
      text.append("  - ").append(change.task).append("\n");
      text.append("    when: change == \"").append(change.name()).append("\"\n");
    }
    return Files.writeString(folder.resolve("site.yml"), text);
  }

  private void inventory() throws IOException {
    StringBuilder hosts = new StringBuilder("all:\n  hosts:\n");
    for (int place = 1; place <= cases.size(); place++) {
      LabNode node = lab.node(place);
      hosts.append(
          "    %s: {ansible_host: %s, stable: %s, change: %s, more: 10.66.21%d.%d}\n"
              .formatted(
                  node.name(),
                  node.address(),
                  cases.get(place - 1).fault().kind().stable,
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
    Files.writeString(folder.resolve("inventory.yml"), hosts);
  }
}
