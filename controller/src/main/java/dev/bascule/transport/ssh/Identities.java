package dev.bascule.transport.ssh;

import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys of this run. A file is read and, if need be, decrypted once for all nodes (the key
 * derivation of an encrypted key takes a good part of a second).
 */
final class Identities {
  private final Map<Request, Result> read = new ConcurrentHashMap<>();
  private final Path home;

  Identities(Path home) {
    this.home = home;
  }

  private record Request(Path file, @Nullable String passphrase) {
    @Override
    public String toString() {
      return file.toString();
    }
  }

  private record Result(@Nullable Identity identity, KeyFile.@Nullable Unusable unusable) {}

  /**
   * The keys for one login.
   *
   * @param identities in the order to try them
   * @param unusable keys that were looked at and left out, with the reason
   */
  record Found(List<Identity> identities, List<String> unusable) {}

  /**
   * Collects the keys for a server.
   *
   * @throws TransportException when a key file that somebody named is missing or does not open, and
   *     nothing else is there to log in with
   */
  Found of(Target target) throws TransportException {
    List<Identity> identities = new ArrayList<>();
    List<String> unusable = new ArrayList<>();
    for (Path file : target.keyFiles()) {
      if (!target.keysNamed() && !Files.exists(file)) {
        continue;
      }
      Result result = read.computeIfAbsent(new Request(file, target.passphrase()), this::read);
      if (result.identity() != null) {
        identities.add(result.identity());
      } else if (result.unusable() != null) {
        unusable.add("key file " + shown(file) + " " + result.unusable().why());
      }
    }
    if (identities.isEmpty() && target.keysNamed() && target.password() == null) {
      throw new TransportException(
          Kind.SETTINGS,
          String.join("\n  ", unusable),
          "check ansible_ssh_private_key_file of " + target.endpoint().node(),
          null);
    }
    return new Found(identities, unusable);
  }

  private Result read(Request request) {
    try {
      KeyPair pair = KeyFile.read(request.file(), request.passphrase());
      return new Result(FileIdentity.of("key file " + shown(request.file()), pair), null);
    } catch (KeyFile.Unusable why) {
      return new Result(null, why);
    }
  }

  private String shown(Path file) {
    return file.startsWith(home) ? "~/" + home.relativize(file) : file.toString();
  }
}
