package dev.bascule.transport.ssh;

import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys of this run. A file is read and, if need be, decrypted once for all nodes (the key
 * derivation of an encrypted key takes a good part of a second), and an agent is asked once.
 */
final class Identities {
  private final Map<Request, Result> files = new ConcurrentHashMap<>();
  private final Map<Path, Held> agents = new ConcurrentHashMap<>();
  private final Path home;
  private final Watchdog watchdog;

  Identities(Path home, Watchdog watchdog) {
    this.home = home;
    this.watchdog = watchdog;
  }

  private record Request(Path file, @Nullable String passphrase) {
    @Override
    public String toString() {
      return file.toString();
    }
  }

  private record Result(@Nullable Identity identity, @Nullable String unusable) {}

  private record Held(List<Identity> identities, @Nullable String unusable) {}

  /**
   * The keys for one login.
   *
   * @param identities in the order to try them
   * @param unusable keys that were looked at and left out, with the reason
   */
  record Found(List<Identity> identities, List<String> unusable) {
    Found {
      identities = List.copyOf(identities);
      unusable = List.copyOf(unusable);
    }
  }

  /**
   * Collects the keys for a server: key files that somebody named come before the agent's keys, the
   * default ones after them, as with ssh.
   *
   * @throws TransportException when a key file that somebody named is missing or does not open, and
   *     nothing else is there to log in with
   */
  Found of(Target target) throws TransportException {
    List<String> unusable = new ArrayList<>();
    List<Identity> fromFiles = fromFiles(target, unusable);
    List<Identity> fromAgent = fromAgent(target, fromFiles, unusable);
    Map<WireKey, Identity> all = new LinkedHashMap<>();
    for (Identity identity : target.keysNamed() ? fromFiles : fromAgent) {
      all.putIfAbsent(identity.publicKey(), identity);
    }
    for (Identity identity : target.keysNamed() ? fromAgent : fromFiles) {
      all.putIfAbsent(identity.publicKey(), identity);
    }
    if (all.isEmpty() && target.keysNamed() && target.password() == null) {
      throw new TransportException(
          Kind.SETTINGS,
          String.join("\n  ", unusable),
          hint(unusable, target.endpoint().node()),
          null);
    }
    return new Found(List.copyOf(all.values()), unusable);
  }

  private static String hint(List<String> unusable, String node) {
    boolean locked = unusable.stream().anyMatch(why -> why.contains(KeyFile.NO_PASSPHRASE));
    return locked
        ? "add the key to the agent (ssh-add), or set ansible_ssh_private_key_passphrase of " + node
        : "check ansible_ssh_private_key_file of " + node;
  }

  private List<Identity> fromFiles(Target target, List<String> unusable) {
    List<Identity> identities = new ArrayList<>();
    for (Path file : target.keyFiles()) {
      if (target.keysNamed() || Files.exists(file)) {
        Result result = files.computeIfAbsent(new Request(file, target.passphrase()), this::read);
        if (result.identity() != null) {
          identities.add(result.identity());
        } else if (result.unusable() != null) {
          unusable.add(result.unusable());
        }
      }
    }
    return identities;
  }

  private List<Identity> fromAgent(Target target, List<Identity> fromFiles, List<String> unusable) {
    Path socket = target.agentSocket();
    if (socket == null) {
      return List.of();
    }
    Held held = agents.computeIfAbsent(socket, this::ask);
    if (held.unusable() != null) {
      unusable.add(held.unusable());
    }
    if (!target.identitiesOnly()) {
      return held.identities();
    }
    Set<WireKey> named = new LinkedHashSet<>();
    fromFiles.forEach(identity -> named.add(identity.publicKey()));
    target.keyFiles().forEach(file -> addPublicHalf(file, named));
    return held.identities().stream().filter(key -> named.contains(key.publicKey())).toList();
  }

  /** The agent may hold the key of an encrypted file; the public half beside it tells which. */
  private static void addPublicHalf(Path file, Set<WireKey> keys) {
    Path beside = Path.of(file + ".pub");
    try {
      if (Files.exists(beside)) {
        String[] words = Files.readString(beside, StandardCharsets.ISO_8859_1).split("\\s+", -1);
        keys.add(WireKey.ofBase64(words.length > 1 ? words[1] : ""));
      }
    } catch (IOException | IllegalArgumentException broken) {
      // Without it the agent's key is not recognised as this file's; the file itself is tried.
    }
  }

  private Held ask(Path socket) {
    try {
      return new Held(new Agent(socket, watchdog).identities(), null);
    } catch (IOException | UnsupportedOperationException gone) {
      return new Held(
          List.of(), "agent " + shown(socket) + " does not answer: " + gone.getMessage());
    }
  }

  private Result read(Request request) {
    try {
      KeyPair pair = KeyFile.read(request.file(), request.passphrase());
      return new Result(FileIdentity.of("key file " + shown(request.file()), pair), null);
    } catch (KeyFile.Unusable why) {
      return new Result(null, "key file " + shown(request.file()) + " " + why.why());
    }
  }

  private String shown(Path file) {
    return file.startsWith(home) ? "~/" + home.relativize(file) : file.toString();
  }
}
