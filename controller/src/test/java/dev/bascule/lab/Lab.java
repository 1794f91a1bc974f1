package dev.bascule.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The nodes of one test class, and what a controller needs to reach them. */
public final class Lab {
  private final LabScript script;
  private final LabTest wanted;
  private final List<LabNode> nodes;

  Lab(LabScript script, LabTest wanted) {
    this.script = script;
    this.wanted = wanted;
    int first = wanted.flavour().first();
    this.nodes =
        IntStream.range(first, first + wanted.nodes())
            .mapToObj(number -> new LabNode("hn-" + number, address(number), script))
            .toList();
  }

  public List<LabNode> nodes() {
    return nodes;
  }

  /** By its place among this class's nodes, counted from 1. */
  public LabNode node(int place) {
    return nodes.get(place - 1);
  }

  /**
   * An inventory of this class's nodes only: group {@code hardware_nodes}, root, key and known
   * hosts.
   */
  public Path inventory() {
    List<String> names = nodes.stream().map(LabNode::name).toList();
    String yaml =
        script.run(Stream.concat(Stream.of("inventory"), names.stream()).toList()).orThrow().out();
    try {
      return Files.writeString(
          script.directory().resolve("inventory-" + names.get(0) + "-" + names.size() + ".yml"),
          yaml);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The private key that root, ops and deploy accept on every node. */
  public Path key() {
    return path("key");
  }

  public Path knownHosts() {
    return path("known_hosts");
  }

  public Path sshConfig() {
    return path("ssh_config");
  }

  /** Runs a program in the controller's place: this machine's files, the lab's network. */
  public CommandResult controller(String... command) {
    return script.command(List.of(command));
  }

  /** Runs a command of the lab itself. */
  public CommandResult lab(String... arguments) {
    return script.run(arguments);
  }

  /**
   * Fresh disks with another network on them.
   *
   * @param place of the first of these nodes, counted from 1
   * @param topology a name in {@code lab/topologies}
   */
  public void lay(int place, int nodes, String topology) {
    up(wanted.flavour().first() + place - 1, nodes, topology);
  }

  void startFresh() {
    up(wanted.flavour().first(), wanted.nodes(), wanted.topology());
  }

  /**
   * Kernels of their own tick, a tenth of a processor each: without a test they are switched off.
   */
  void rest() {
    if (wanted.flavour().hasKernel()) {
      nodes.forEach(node -> script.run("power", node.name(), "off"));
    }
  }

  private void up(int number, int nodes, String topology) {
    String first = Integer.toString(number);
    String count = Integer.toString(nodes);
    String flavour = wanted.flavour().word();
    script
        .run(
            List.of(
                "up",
                count,
                "--fresh",
                "--from",
                first,
                "--flavour",
                flavour,
                "--topology",
                topology))
        .orThrow();
  }

  /** As {@code lab/lib/network.sh} counts. */
  private static String address(int number) {
    int index = number - 1;
    return "10.66." + (1 + index / 250) + "." + (1 + index % 250);
  }

  private Path path(String what) {
    return Path.of(script.run("path", what).orThrow().out().strip());
  }
}
