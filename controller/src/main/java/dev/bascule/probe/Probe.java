package dev.bascule.probe;

import dev.bascule.network.NodeNetwork;
import dev.bascule.network.space.Spaces;
import dev.bascule.probe.net.NetworkReader;
import dev.bascule.probe.net.NetworkSubjects;
import dev.bascule.probe.net.SpacesReader;
import dev.bascule.state.Facts;
import dev.bascule.state.Observed;
import dev.bascule.transport.Connection;
import dev.bascule.transport.ScriptResult;
import dev.bascule.transport.TransportException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** Looks at nodes: one exec of a script that writes nothing. */
public final class Probe {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Probe() {}

  /**
   * What was found out.
   *
   * @param spaces {@link Spaces#NONE} where they were not asked for
   */
  public record Seen(Observed observed, Facts facts, Spaces spaces) {}

  /** A line begin that no content of a node can know. */
  public static String newBoundary() {
    byte[] bytes = new byte[6];
    RANDOM.nextBytes(bytes);
    return "=" + HexFormat.of().formatHex(bytes);
  }

  /**
   * Looks, at nothing of the network. One exec; a second one on a node without {@code stat}.
   *
   * @throws TransportException when the node cannot be asked or its answer is not whole
   */
  public static Seen look(
      Connection connection, Subjects subjects, Set<FactGroup> facts, Duration deadline)
      throws TransportException {
    return look(connection, subjects, Optional.empty(), facts, deadline);
  }

  /**
   * Looks. One exec; a second one on a node without {@code stat}.
   *
   * @param network empty to look at nothing of the network
   * @throws TransportException when the node cannot be asked, its answer is not whole, or the
   *     network was asked for and the way of the controller's session is not to be found
   */
  public static Seen look(
      Connection connection,
      Subjects subjects,
      Optional<NetworkSubjects> network,
      Set<FactGroup> facts,
      Duration deadline)
      throws TransportException {
    Seen seen = picture(connection, subjects, network, facts, deadline);
    mustKnowWay(connection, seen.observed());
    return seen;
  }

  /**
   * Before a network may be changed.
   *
   * @throws TransportException when the way of the controller's session is not to be found
   */
  public static void mustKnowWay(Connection connection, Observed observed)
      throws TransportException {
    NodeNetwork all = observed.network();
    if (all != null && all.control() == null && !connection.isLocal()) {
      throw withoutWay();
    }
  }

  /**
   * Looks for what is not going to be changed: a node that does not say which way the controller
   * came is shown all the same.
   *
   * @param network empty to look at nothing of the network
   * @throws TransportException when the node cannot be asked or its answer is not whole
   */
  public static Seen picture(
      Connection connection,
      Subjects subjects,
      Optional<NetworkSubjects> network,
      Set<FactGroup> facts,
      Duration deadline)
      throws TransportException {
    boolean remote = !connection.isLocal();
    String boundary = newBoundary();
    ProbeScript script = new ProbeScript(boundary, subjects, network, facts, false, remote);
    Frames frames = run(connection, boundary, script, deadline);
    if (frames.first("nostat").isPresent()) {
      script = new ProbeScript(boundary, subjects, network, facts, true, remote);
      frames = run(connection, boundary, script, deadline);
    }
    NodeNetwork seen = NetworkReader.read(frames).orElse(null);
    Spaces spaces = SpacesReader.read(frames);
    Observed observed =
        new Observed(
            ObservationReader.read(frames, subjects),
            seen == null ? null : seen.seenFrom(OwnAddresses.now()),
            SpacesReader.containers(frames, spaces).plus(ContainersReader.read(frames)),
            LxcReader.read(frames),
            PveReader.read(frames));
    return new Seen(observed, FactsReader.read(frames), spaces);
  }

  /** Nobody could say whether a change of the network cuts the controller off. */
  private static TransportException withoutWay() {
    return new TransportException(
        TransportException.Kind.PROTOCOL,
        "the node does not say which way the controller came: SSH_CONNECTION is not to be found, or"
            + " no route leads to its address",
        "log in as root, or let sudo keep SSH_CONNECTION (env_keep)",
        null);
  }

  private static Frames run(
      Connection connection, String boundary, ProbeScript script, Duration deadline)
      throws TransportException {
    ScriptResult result = connection.run(script.script(), deadline);
    Frames frames = Frames.read(boundary, result.stdout());
    if (frames.first("end").isEmpty()) {
      throw incomplete(result);
    }
    return frames;
  }

  private static TransportException incomplete(ScriptResult result) {
    String how =
        result.exit() == null
            ? "was ended by signal " + result.signal()
            : "ended with exit code " + result.exit();
    String words = result.stderr().strip();
    String shown = words.length() > 500 ? words.substring(0, 500) + "…" : words;
    return new TransportException(
        TransportException.Kind.PROTOCOL,
        "the probe's script " + how + " before it was done" + (shown.isEmpty() ? "" : ": " + shown),
        "the login needs a POSIX shell at /bin/sh",
        null);
  }
}
