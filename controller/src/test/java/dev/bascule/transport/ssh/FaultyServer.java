package dev.bascule.transport.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A TCP server that does with each connection what a test says. */
final class FaultyServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Behaviour behaviour;
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

  interface Behaviour {
    void serve(Socket client) throws IOException;
  }

  private FaultyServer(ServerSocket listener, Behaviour behaviour) {
    this.listener = listener;
    this.behaviour = behaviour;
  }

  static FaultyServer that(Behaviour behaviour) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    FaultyServer server = new FaultyServer(listener, behaviour);
    start(server::accept);
    return server;
  }

  /** Says something and then nothing more. */
  static FaultyServer saying(String text) throws IOException {
    return that(client -> client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8)));
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        start(() -> serve(client));
      } catch (IOException closed) {
        // The test is over.
      }
    }
  }

  private void serve(Socket client) {
    try {
      behaviour.serve(client);
    } catch (IOException gone) {
      // The client hung up.
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "faulty-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
