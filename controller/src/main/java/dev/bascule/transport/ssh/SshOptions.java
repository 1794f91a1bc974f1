package dev.bascule.transport.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of a run share.
 *
 * @param home the user's home directory, for {@code ~} and the default keys
 * @param userName who one logs in as when nothing else says
 * @param knownHosts files with trusted host keys unless a node's settings name others
 * @param agentSocket where ssh-agent listens, null for no agent
 * @param askSsh whether {@code ssh -G} is asked for what the inventory leaves open
 * @param bastionLimit how many connections go through one jump host at a time
 * @param bastionWait how long a node waits for its turn at a jump host
 * @param outputCap how many bytes of each output stream of a script are kept; more is a failure
 */
public record SshOptions(
    Path home,
    String userName,
    List<Path> knownHosts,
    @Nullable Path agentSocket,
    boolean askSsh,
    int bastionLimit,
    Duration bastionWait,
    int outputCap) {

  public SshOptions {
    knownHosts = List.copyOf(knownHosts);
    if (bastionLimit < 1) {
      throw new IllegalArgumentException("a jump host must carry at least one connection");
    }
  }

  /** What a user at a terminal expects: the same files, agent and configuration as ssh. */
  public static SshOptions ofUser() {
    Path home = Path.of(System.getProperty("user.home"));
    String socket = System.getenv("SSH_AUTH_SOCK");
    return new SshOptions(
        home,
        System.getProperty("user.name"),
        List.of(
            home.resolve(".ssh/known_hosts"),
            home.resolve(".ssh/known_hosts2"),
            Path.of("/etc/ssh/ssh_known_hosts"),
            Path.of("/etc/ssh/ssh_known_hosts2")),
        socket == null || socket.isBlank() ? null : Path.of(socket),
        true,
        16,
        Duration.ofMinutes(5),
        32 << 20);
  }

  /** The same with other known_hosts files; enroll appends to the first. */
  public SshOptions withKnownHosts(List<Path> files) {
    return new SshOptions(
        home, userName, files, agentSocket, askSsh, bastionLimit, bastionWait, outputCap);
  }

  /** The same with another agent, or none. */
  public SshOptions withAgentSocket(@Nullable Path socket) {
    return new SshOptions(
        home, userName, knownHosts, socket, askSsh, bastionLimit, bastionWait, outputCap);
  }

  /** The same with or without the user's ssh configuration. */
  public SshOptions withSshConfig(boolean ask) {
    return new SshOptions(
        home, userName, knownHosts, agentSocket, ask, bastionLimit, bastionWait, outputCap);
  }

  /** The same with another home directory. */
  public SshOptions withHome(Path directory) {
    return new SshOptions(
        directory, userName, knownHosts, agentSocket, askSsh, bastionLimit, bastionWait, outputCap);
  }

  /** The same with another limit of connections per jump host. */
  public SshOptions withBastionLimit(int limit, Duration wait) {
    return new SshOptions(home, userName, knownHosts, agentSocket, askSsh, limit, wait, outputCap);
  }

  /** The same with another cap on a script's output. */
  public SshOptions withOutputCap(int bytes) {
    return new SshOptions(
        home, userName, knownHosts, agentSocket, askSsh, bastionLimit, bastionWait, bytes);
  }
}
