package dev.bascule.transport;

import dev.bascule.model.ConnectionSettings.Become;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By su. It asks for a password only on a terminal, so with a password the command gets one, and
 * the two output streams are told apart by the token. Without a password (the login is root) it is
 * as with sudo.
 *
 * @param token what the shell of the other user prints first, and where its script ends
 */
record BySu(Become become, BecomeFailures failures, String token) implements Elevation {

  @Override
  public boolean terminal() {
    return become.password() != null;
  }

  @Override
  public String command() {
    String enter = terminal() ? "become-enter-terminal.sh" : "become-enter.sh";
    return "exec /bin/sh -c "
        + NodeShell.quoted(NodeShell.oneLine("become-su.sh"))
        + " bascule "
        + NodeShell.quoted(NodeShell.oneLine(enter).replace("@TOKEN@", token))
        + " "
        + NodeShell.quoted(become.user())
        + " "
        + NodeShell.quoted(terminal() ? "password" : "");
  }

  @Override
  public void enter(Execution execution, Deadline deadline)
      throws TransportException, IOException, InterruptedException {
    String password = become.password();
    if (password == null) {
      return;
    }
    Transcript said = execution.transcript();
    said.await(() -> entered(said) || prompted(said) || said.ended(), deadline);
    if (prompted(said) && !entered(said)) {
      execution.send((password + "\n").getBytes(StandardCharsets.UTF_8));
      said.await(() -> entered(said) || said.over(), deadline);
    }
    if (!entered(said) && said.exit() != null && !deadline.passed()) {
      throw failures.of(said.exit(), said.stdout() + said.stderr());
    }
  }

  private boolean entered(Transcript said) {
    return said.stdout().contains(token + "\n");
  }

  /** A prompt is a last line that ends with a colon: its words differ between systems. */
  private static boolean prompted(Transcript said) {
    String text = said.stdout().stripTrailing();
    return text.endsWith(":");
  }

  @Override
  public String framed(String script) {
    // One line more than the end: busybox sed reads a line ahead before it looks at one.
    return terminal() ? script + token + "\n\n" : token + "\n" + script;
  }

  @Override
  public ScriptResult result(Transcript transcript) throws TransportException {
    if (!terminal()) {
      return new BySudo(become, failures, token).result(transcript);
    }
    String text = transcript.stdout();
    Matcher end = Pattern.compile(token + " (\\d+)\n").matcher(text);
    int start = text.indexOf(token + "\n");
    if (start < 0 || !end.find(start)) {
      throw failures.of(transcript.exit(), text + transcript.stderr());
    }
    String stdout = text.substring(start + token.length() + 1, end.start());
    String stderr = text.substring(end.end());
    return new ScriptResult(
        Integer.valueOf(end.group(1)), null, stdout, stderr.equals("\n") ? "" : stderr);
  }
}
