package dev.bascule.transport.ssh;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.transport.Deadline;
import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The jump hosts of a run: one connection to each, shared by all nodes behind it, and a limited
 * number of nodes at a time.
 */
final class Bastions implements AutoCloseable {
  /** How many jump hosts in a row make sense. */
  static final int DEEPEST = 8;

  // Two connection set-ups in a row, with a login's limit: longer than any single try takes.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final SshOptions options;
  private final Opener opener;
  private final Map<Key, Promise> open = new ConcurrentHashMap<>();

  Bastions(SshOptions options, Opener opener) {
    this.options = options;
    this.opener = opener;
  }

  /** Makes a session with a jump host. */
  interface Opener {
    Sessions.Session open(List<String> before, String hop, ConnectionSettings node)
        throws TransportException;
  }

  /** Two nodes share a jump host when they name the same way there and the same key. */
  private record Key(List<String> hops, String keyFile) {}

  /** A jump host that one thread opens and others may wait for. */
  private static final class Promise extends CompletableFuture<Bastion> {
    private final Thread opener = Thread.currentThread();
  }

  private record Bastion(Sessions.Session session, Semaphore places) {}

  /**
   * A way through a jump host to one node.
   *
   * @param tunnel to the node
   */
  record Passage(Tunnel tunnel, Semaphore places) implements AutoCloseable {
    @Override
    public void close() {
      tunnel.abort();
      places.release();
    }
  }

  /** Opens the way to a node through its jump hosts. */
  Passage passage(Target target, ConnectionSettings node) throws TransportException {
    List<String> hops = target.jumps();
    if (hops.size() > DEEPEST) {
      throw new TransportException(
          Kind.SETTINGS, "more than " + DEEPEST + " jump hosts in a row", null, null);
    }
    Bastion bastion = bastion(hops, node);
    takePlace(bastion, hops);
    try {
      return new Passage(tunnel(bastion, target, hops), bastion.places());
    } catch (TransportException failed) {
      bastion.places().release();
      throw failed;
    }
  }

  private void takePlace(Bastion bastion, List<String> hops) throws TransportException {
    try {
      long wait = options.bastionWait().toMillis();
      if (bastion.places().tryAcquire(wait, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    throw failure(
        hops,
        "no free place within "
            + Endpoint.seconds(options.bastionWait())
            + " ("
            + options.bastionLimit()
            + " connections at a time)",
        null,
        null);
  }

  private static Tunnel tunnel(Bastion bastion, Target target, List<String> hops)
      throws TransportException {
    Link link = bastion.session().link();
    net.schmizz.sshj.connection.Connection connection = link.client().getConnection();
    connection.setTimeoutMs(Deadline.after(target.timeout()).leftMillis());
    Tunnel tunnel = new Tunnel(connection, target.endpoint());
    try {
      tunnel.open();
      return tunnel;
    } catch (IOException refused) {
      String why = "it cannot reach " + target.endpoint() + ": " + ConnectFailures.reason(refused);
      throw failure(hops, why, "check the address, and AllowTcpForwarding there", refused);
    }
  }

  private Bastion bastion(List<String> hops, ConnectionSettings node) throws TransportException {
    Key key = new Key(hops, String.valueOf(node.keyFile()));
    Promise mine = new Promise();
    Promise shared =
        open.compute(key, (k, present) -> present == null || dead(present) ? mine : present);
    if (shared == mine) {
      connect(key, mine, node);
    } else if (!shared.isDone() && shared.opener == Thread.currentThread()) {
      throw failure(hops, "the jump hosts lead in a circle", "check ProxyJump", null);
    }
    return await(shared, hops);
  }

  private static boolean dead(CompletableFuture<Bastion> bastion) {
    return bastion.isDone()
        && (bastion.isCompletedExceptionally() || !bastion.join().session().link().alive());
  }

  private void connect(Key key, Promise promise, ConnectionSettings node) {
    int last = key.hops().size() - 1;
    try {
      Sessions.Session session =
          opener.open(key.hops().subList(0, last), key.hops().get(last), node);
      promise.complete(new Bastion(session, new Semaphore(options.bastionLimit(), true)));
    } catch (TransportException | RuntimeException failed) {
      // Nodes that waited for this try share its failure; the next one tries again.
      open.remove(key, promise);
      promise.completeExceptionally(failed);
    }
  }

  private static Bastion await(CompletableFuture<Bastion> shared, List<String> hops)
      throws TransportException {
    try {
      return shared.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof TransportException why) {
        throw why.kind() == Kind.JUMP_FAILED
            ? why
            : failure(hops, String.valueOf(why.getMessage()), why.hint(), why);
      }
      throw failure(hops, ConnectFailures.reason(failed), null, failed);
    } catch (TimeoutException late) {
      throw failure(hops, "no connection within " + Endpoint.seconds(PATIENCE), null, late);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw failure(hops, "interrupted", null, stopped);
    }
  }

  private static TransportException failure(
      List<String> hops, String why, @Nullable String hint, @Nullable Throwable cause) {
    String place = hops.size() == 1 ? "" : " (hop " + hops.size() + ")";
    return new TransportException(
        Kind.JUMP_FAILED,
        "jump host " + hops.get(hops.size() - 1) + place + ": " + why,
        hint,
        cause);
  }

  @Override
  public void close() {
    for (CompletableFuture<Bastion> bastion : open.values()) {
      if (bastion.isDone() && !bastion.isCompletedExceptionally()) {
        bastion.join().session().close();
      }
    }
    open.clear();
  }
}
