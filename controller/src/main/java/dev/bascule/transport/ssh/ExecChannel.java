package dev.bascule.transport.ssh;

import dev.bascule.transport.Transcript;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.ChannelInputStream;
import net.schmizz.sshj.connection.channel.direct.PTYMode;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;
import net.schmizz.sshj.transport.TransportException;

/**
 * A session channel whose output goes from sshj's reader thread straight into a transcript. The
 * streams that sshj offers share one window, so whoever reads only one of them hangs; and each
 * would cost a thread of ours. Here both are always drained.
 */
final class ExecChannel extends SessionChannel {
  private final Transcript transcript;
  // In the order sent, which is the order of the answers. A request is entered before it is sent,
  // because its answer may come while the sender has not returned yet.
  private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();

  ExecChannel(Connection connection, Transcript transcript) {
    super(connection);
    this.transcript = transcript;
  }

  /**
   * Opens the channel.
   *
   * @param silence how long the server may take for its answer
   */
  void open(Duration silence) throws TransportException, ConnectionException {
    trans.write(buildOpenReq());
    openEvent.await(silence.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How many bytes of input the server will take now. */
  long room() {
    return rwin.getSize();
  }

  @Override
  public void handle(Message message, SSHPacket packet) throws SSHException {
    super.handle(message, packet);
    if (message == Message.CHANNEL_WINDOW_ADJUST) {
      transcript.touch();
    } else if (message == Message.CHANNEL_SUCCESS) {
      unanswered.poll();
    } else if (message == Message.CHANNEL_FAILURE && "exec".equals(unanswered.poll())) {
      transcript.refuse();
    }
  }

  /** Asks for the command without waiting: its input may follow at once, in the same flight. */
  void request(String command) throws TransportException {
    ask("exec", new Buffer.PlainBuffer().putString(command, getRemoteCharset()));
  }

  /** Asks for a terminal that changes no byte in either direction and echoes none. */
  void requestRawTerminal() throws TransportException {
    Map<PTYMode, Integer> raw =
        Map.of(
            PTYMode.ECHO,
            0,
            PTYMode.ICANON,
            0,
            PTYMode.ISIG,
            0,
            PTYMode.OPOST,
            0,
            PTYMode.ICRNL,
            0,
            PTYMode.IXON,
            0);
    Buffer.PlainBuffer terminal =
        new Buffer.PlainBuffer().putString("dumb").putUInt32(80).putUInt32(24).putUInt32(0);
    ask("pty-req", terminal.putUInt32(0).putBytes(PTYMode.encode(raw)));
  }

  private void ask(String request, Buffer.PlainBuffer details) throws TransportException {
    unanswered.add(request);
    sendChannelRequest(request, true, details);
  }

  @Override
  protected void receiveInto(ChannelInputStream stream, SSHPacket packet) throws SSHException {
    int length = packet.readUInt32AsInt();
    if (length < 0 || length > getLocalMaxPacketSize() || length > packet.available()) {
      throw new ConnectionException(DisconnectReason.PROTOCOL_ERROR, "bad length " + length);
    }
    lwin.consume(length);
    if (stream == getErrorStream()) {
      transcript.stderr(packet.array(), packet.rpos(), length);
    } else {
      transcript.stdout(packet.array(), packet.rpos(), length);
    }
    long more = lwin.neededAdjustment();
    if (more > 0) {
      trans.write(newBuffer(Message.CHANNEL_WINDOW_ADJUST).putUInt32(more));
      lwin.expand(more);
    }
  }

  @Override
  public void handleRequest(String request, SSHPacket packet)
      throws ConnectionException, TransportException {
    try {
      switch (request) {
        case "exit-status" -> transcript.exit(packet.readUInt32AsInt());
        case "exit-signal" -> transcript.signal(packet.readString());
        // OpenSSH says that the command reads no more input; nothing to answer.
        case "eow@openssh.com" -> {}
        default -> super.handleRequest(request, packet);
      }
    } catch (Buffer.BufferException broken) {
      throw new ConnectionException(broken);
    }
  }

  @Override
  protected void finishOff() {
    super.finishOff();
    transcript.end();
  }
}
