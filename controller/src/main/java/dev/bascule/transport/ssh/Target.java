package dev.bascule.transport.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One server and how to log in there, with nothing left open: inventory, options, the user's ssh
 * configuration and ssh's defaults have been merged.
 *
 * @param endpoint where it is
 * @param user the login
 * @param password null for none
 * @param keyFiles private key files, in order
 * @param keysNamed whether somebody named the key files; the default ones may be missing
 * @param passphrase for encrypted key files, null for none
 * @param identitiesOnly whether only agent keys that belong to a key file are tried
 * @param agentSocket null for no agent
 * @param jumps jump hosts, nearest to the controller first
 * @param knownHosts files with trusted host keys
 * @param hostKeyName the host as known_hosts writes it
 * @param timeout for the TCP connect and the key exchange
 * @param whole whether all of them and the login have to end within it
 * @param aliveInterval between signs of life while a script runs; zero for none
 * @param aliveLimit how many signs of life may stay unanswered
 */
record Target(
    Endpoint endpoint,
    String user,
    @Nullable String password,
    List<Path> keyFiles,
    boolean keysNamed,
    @Nullable String passphrase,
    boolean identitiesOnly,
    @Nullable Path agentSocket,
    List<String> jumps,
    List<Path> knownHosts,
    String hostKeyName,
    Duration timeout,
    boolean whole,
    Duration aliveInterval,
    int aliveLimit) {

  Target {
    keyFiles = List.copyOf(keyFiles);
    jumps = List.copyOf(jumps);
    knownHosts = List.copyOf(knownHosts);
  }

  /** The same behind other jump hosts. */
  Target through(List<String> hops) {
    return new Target(
        endpoint,
        user,
        password,
        keyFiles,
        keysNamed,
        passphrase,
        identitiesOnly,
        agentSocket,
        hops,
        knownHosts,
        hostKeyName,
        timeout,
        whole,
        aliveInterval,
        aliveLimit);
  }
}
