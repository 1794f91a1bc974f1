package dev.bascule.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy on the loopback that counts what a client costs on the wire: connections, bytes in
 * both directions and flights. A flight is what the client sends after it has heard from the
 * server: the number of times the latency of the path is paid.
 */
public final class CountingProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final InetSocketAddress target;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong bytesSent = new AtomicLong();
  private final AtomicLong bytesReceived = new AtomicLong();
  private final AtomicInteger flights = new AtomicInteger();
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

  private CountingProxy(ServerSocket listener, InetSocketAddress target) {
    this.listener = listener;
    this.target = target;
  }

  /** Listens on a free port of 127.0.0.1 and passes everything on to a server. */
  public static CountingProxy to(String host, int port) throws IOException {
    ServerSocket listener = new ServerSocket();
    listener.bind(new InetSocketAddress("127.0.0.1", 0));
    CountingProxy proxy = new CountingProxy(listener, new InetSocketAddress(host, port));
    start(proxy::accept);
    return proxy;
  }

  /** Where clients connect to. */
  public int port() {
    return listener.getLocalPort();
  }

  /** TCP connections made so far. */
  public int connections() {
    return connections.get();
  }

  /** Bytes from clients to the server. */
  public long bytesSent() {
    return bytesSent.get();
  }

  /** Bytes from the server to clients. */
  public long bytesReceived() {
    return bytesReceived.get();
  }

  /** How often a client spoke after the server had, first words of a connection included. */
  public int flights() {
    return flights.get();
  }

  @Override
  public String toString() {
    return connections
        + " connections, "
        + flights
        + " flights, "
        + bytesSent
        + " bytes sent, "
        + bytesReceived
        + " bytes received";
  }

  /** Breaks all connections, as a path does that fails for good. */
  public void cut() {
    open.forEach(CountingProxy::closeQuietly);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket();
        open.add(client);
        open.add(server);
        connections.incrementAndGet();
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        server.connect(target, 5000);
        AtomicBoolean serverSpoke = new AtomicBoolean(true);
        start(() -> pass(client, server, serverSpoke, true));
        start(() -> pass(server, client, serverSpoke, false));
      } catch (IOException closed) {
        // The listener is closed, or the server refuses: the client sees its connection end.
      }
    }
  }

  private void pass(Socket from, Socket to, AtomicBoolean serverSpoke, boolean fromClient) {
    byte[] buffer = new byte[64 << 10];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        (fromClient ? bytesSent : bytesReceived).addAndGet(count);
        if (fromClient) {
          flights.addAndGet(serverSpoke.getAndSet(false) ? 1 : 0);
        } else {
          serverSpoke.set(true);
        }
        out.write(buffer, 0, count);
        out.flush();
      }
    } catch (IOException broken) {
      // Either side hung up.
    } finally {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "counting-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception gone) {
      // It was on its way out.
    }
  }

  @Override
  public void close() {
    closeQuietly(listener);
    cut();
  }
}
