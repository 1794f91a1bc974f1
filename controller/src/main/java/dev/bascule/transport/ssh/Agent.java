package dev.bascule.transport.ssh;

import dev.bascule.transport.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.common.Buffer;

/**
 * An ssh-agent, asked over its socket (draft-miller-ssh-agent). Each question has a connection of
 * its own: the agent serves many, and a broken one harms nobody else.
 */
final class Agent {
  private static final Duration LIMIT = Duration.ofSeconds(25);
  private static final byte REQUEST_IDENTITIES = 11;
  private static final byte IDENTITIES_ANSWER = 12;
  private static final byte SIGN_REQUEST = 13;
  private static final byte SIGN_RESPONSE = 14;
  private static final int LONGEST = 256 << 10;
  private static final int RSA_SHA2_256 = 2;
  private static final int RSA_SHA2_512 = 4;

  private final Path socket;
  private final Watchdog watchdog;

  Agent(Path socket, Watchdog watchdog) {
    this.socket = socket;
    this.watchdog = watchdog;
  }

  /** The keys it holds. */
  List<Identity> identities() throws IOException {
    Buffer.PlainBuffer answer =
        ask(new Buffer.PlainBuffer().putByte(REQUEST_IDENTITIES), IDENTITIES_ANSWER);
    List<Identity> identities = new ArrayList<>();
    for (int left = answer.readUInt32AsInt(); left > 0; left--) {
      WireKey key = WireKey.of(answer.readBytes());
      identities.add(new Held(this, key, answer.readString()));
    }
    return identities;
  }

  private byte[] sign(WireKey key, String algorithm, byte[] text) throws IOException {
    int flags =
        algorithm.equals("rsa-sha2-256")
            ? RSA_SHA2_256
            : algorithm.equals("rsa-sha2-512") ? RSA_SHA2_512 : 0;
    Buffer.PlainBuffer request =
        new Buffer.PlainBuffer().putByte(SIGN_REQUEST).putBytes(key.bytes()).putBytes(text);
    return ask(request.putUInt32(flags), SIGN_RESPONSE).readBytes();
  }

  private Buffer.PlainBuffer ask(Buffer.PlainBuffer question, byte expected) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      Watchdog.Alarm alarm = watchdog.at(Deadline.after(LIMIT), () -> closeQuietly(channel));
      try (alarm) {
        byte[] body = question.getCompactData();
        ByteBuffer frame = ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body);
        frame.flip();
        while (frame.hasRemaining()) {
          channel.write(frame);
        }
        int length = read(channel, 4).getInt();
        if (length < 1 || length > LONGEST) {
          throw new IOException("the agent's answer makes no sense");
        }
        Buffer.PlainBuffer answer = new Buffer.PlainBuffer(read(channel, length).array());
        if (answer.readByte() != expected) {
          throw new IOException("the agent refused");
        }
        return answer;
      }
    }
  }

  private static ByteBuffer read(SocketChannel channel, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the agent hung up");
      }
    }
    bytes.flip();
    return bytes;
  }

  private static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException gone) {
      // It was on its way out.
    }
  }

  /** A key that the agent holds. */
  private record Held(Agent agent, WireKey publicKey, String comment) implements Identity {
    @Override
    public String label() {
      return "agent key " + comment;
    }

    @Override
    public byte[] sign(String algorithm, byte[] text) throws IOException {
      return agent.sign(publicKey, algorithm, text);
    }

    @Override
    public boolean asksFirst() {
      return true;
    }
  }
}
