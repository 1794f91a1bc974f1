package dev.bascule.simulated;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** One exec: reads the script to its end, waits as a distant node would, answers. */
final class AnsweringCommand implements Command {
  private static final int NOT_THE_RECORDED_ONE = 99;

  private final RecordedAnswers answers;
  private final Duration latency;
  private @Nullable InputStream in;
  private @Nullable OutputStream out;
  private @Nullable ExitCallback exit;

  AnsweringCommand(RecordedAnswers answers, Duration latency) {
    this.answers = answers;
    this.latency = latency;
  }

  @Override
  public void setInputStream(InputStream stream) {
    in = stream;
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    out = stream;
  }

  @Override
  public void setErrorStream(OutputStream stream) {
    // There is nothing to complain of.
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    exit = callback;
  }

  @Override
  public void start(ChannelSession channel, Environment environment) {
    var local = (InetSocketAddress) channel.getSession().getIoSession().getLocalAddress();
    byte[] address = local.getAddress().getAddress();
    Thread thread = new Thread(null, () -> answer(address), "node", 128 << 10);
    thread.setDaemon(true);
    thread.start();
  }

  private void answer(byte[] address) {
    InputStream script = in;
    OutputStream to = out;
    ExitCallback end = exit;
    if (script == null || to == null || end == null) {
      throw new IllegalStateException("started before it had its streams");
    }
    try {
      Optional<byte[]> answer = answers.to(script.readAllBytes(), address);
      TimeUnit.NANOSECONDS.sleep(latency.toNanos());
      if (answer.isPresent()) {
        to.write(answer.get());
        to.flush();
      }
      end.onExit(answer.isPresent() ? 0 : NOT_THE_RECORDED_ONE);
    } catch (IOException gone) {
      end.onExit(1);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void destroy(ChannelSession channel) {
    // The thread ends with its streams.
  }
}
