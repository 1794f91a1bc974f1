package dev.bascule.transport;

import dev.bascule.model.ConnectionSettings.Become;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * By sudo. Without a password nothing is waited for: the script follows at once, and the token on
 * standard error tells afterwards whether it ran. With one, the script waits until the token has
 * come (one more flight): else the lines of the script would be taken for further passwords when
 * the first is wrong.
 *
 * @param token what the shell of the other user prints first
 */
record BySudo(Become become, BecomeFailures failures, String token) implements Elevation {

  @Override
  public String command() {
    String enter = NodeShell.oneLine("become-enter.sh").replace("@TOKEN@", token);
    return "exec /bin/sh -c "
        + NodeShell.quoted(NodeShell.oneLine("become-sudo.sh"))
        + " bascule "
        + NodeShell.quoted(enter)
        + " "
        + NodeShell.quoted(become.user())
        + " "
        + NodeShell.quoted(become.password() == null ? "" : prompt());
  }

  private String prompt() {
    return "password-" + token + ":";
  }

  @Override
  public void enter(Execution execution, Deadline deadline)
      throws TransportException, IOException, InterruptedException {
    String password = become.password();
    if (password == null) {
      return;
    }
    execution.send((password + "\n").getBytes(StandardCharsets.UTF_8));
    Transcript said = execution.transcript();
    said.await(() -> entered(said.stderr()) || refused(said.stderr()) || said.ended(), deadline);
    boolean lost = said.ended() && said.exit() == null;
    if (!entered(said.stderr()) && !deadline.passed() && !lost) {
      if (!said.ended()) {
        execution.endInput();
        said.await(said::ended, deadline.orSooner(Deadline.after(BecomeFailures.LAST_WORDS)));
      }
      throw failures.of(said.exit(), withoutPrompts(said.stderr()));
    }
  }

  private boolean entered(String stderr) {
    return stderr.contains(token + "\n");
  }

  /** sudo asks again, or says so in words where PAM has a prompt of its own. */
  private boolean refused(String stderr) {
    int first = stderr.indexOf(prompt());
    return (first >= 0 && stderr.indexOf(prompt(), first + 1) >= 0) || stderr.contains("try again");
  }

  private String withoutPrompts(String stderr) {
    return stderr.replace(prompt(), "");
  }

  @Override
  public String framed(String script) {
    return token + "\n" + script;
  }

  @Override
  public ScriptResult result(Transcript transcript) throws TransportException {
    String stderr = transcript.stderr();
    @Nullable Integer exit = transcript.exit();
    int at = stderr.indexOf(token + "\n");
    if (at < 0) {
      throw failures.of(exit, withoutPrompts(stderr));
    }
    String own = stderr.substring(at + token.length() + 1);
    return new ScriptResult(exit, transcript.signal(), transcript.stdout(), own);
  }
}
