package dev.bascule.transport.ssh;

import java.io.IOException;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;

/** A TCP connection that a jump host makes for us (direct-tcpip). */
final class Tunnel extends DirectConnection {
  Tunnel(Connection connection, Endpoint to) {
    super(connection, to.host(), to.port());
  }

  @Override
  protected void finishOff() {
    super.finishOff();
    if (rwin != null) {
      // sshj does not wake a writer that waits for room when the channel closes.
      rwin.expand(1);
    }
  }

  /** Ends the tunnel without waiting: readers wake at once, the jump host is told in passing. */
  void abort() {
    try {
      getInputStream().close();
    } catch (IOException gone) {
      // It was on its way out.
    }
    Thread farewell = new Thread(this::closeQuietly, "ssh-tunnel-close");
    farewell.setDaemon(true);
    farewell.start();
  }

  private void closeQuietly() {
    try {
      close();
    } catch (IOException gone) {
      // The jump host is gone and the tunnel with it.
    }
  }
}
