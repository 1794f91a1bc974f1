package dev.bascule.apply.safe;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.OvsUplinks;
import dev.bascule.network.SafeApply.Proof;
import dev.bascule.network.Transaction;
import dev.bascule.network.batch.NetworkOp;
import dev.bascule.network.persist.Edits;
import dev.bascule.network.persist.FileEdit;
import dev.bascule.probe.ShellText;
import dev.bascule.transport.Script;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the script that puts a transaction onto a node, arms its timer and starts its applier.
 * Nothing is run before the last line is there; nothing of the network is touched before the timer
 * runs.
 */
final class TransactionScript {
  private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, new byte[] {'\n'});
  // The rest comes over the session that has just confirmed.
  private static final int TO_REST = 30;
  private static final int LONGEST_NAME = 50;

  private final Attempt attempt;
  private final Transaction transaction;
  private final TransactionTexts texts;
  private final StringBuilder calls = new StringBuilder();

  private TransactionScript(Attempt attempt, TransactionTexts texts) {
    this.attempt = attempt;
    this.transaction = attempt.transaction();
    this.texts = texts;
  }

  /**
   * The script.
   *
   * @param program the text of the node's own program
   */
  static Script of(String boundary, Attempt attempt, TransactionTexts texts, String program) {
    return new TransactionScript(attempt, texts).script(boundary, program);
  }

  private Script script(String boundary, String program) {
    begin();
    edits(transaction.edits());
    proofs();
    call("tx_seal");
    if (texts.replica() != null && transaction.settings().rehearsed()) {
      call("tx_rehearse");
    }
    call("tx_arm");
    call("tx_start");
    String text =
        "b="
            + boundary
            + "\nT="
            + NodeScript.STATE
            + "\nP="
            + quoted(program)
            + "\neval \"$P\"\nmain() {\n"
            + calls
            + "}\nmain </dev/null\n";
    return new Script("stage", text);
  }

  private void begin() {
    long window = transaction.window().total().toSeconds();
    call("tx_begin", attempt.id(), quoted(attempt.owner()), Long.toString(window));
    call("tx_text", "batch", quoted(texts.batch()));
    call("tx_text", "inverse", quoted(texts.inverse()));
    call("tx_text", "wide", quoted(texts.wide()));
    text("replica", texts.replica());
    call("tx_text", "token", attempt.tokenHash());
    meta("touched", String.join(" ", transaction.compared()));
    meta("made", names(made()));
    if (attempt.manual()) {
      meta("manual", "yes");
    } else if (!Plans.of(attempt.plan()).after().isEmpty()) {
      meta("rest", Long.toString(TO_REST));
    }
    meta("reboot", transaction.settings().reboot() ? "allowed" : "never");
    OvsUplinks.order(transaction).ifPresent(order -> meta("ovs", order));
    if (transaction.control() != null) {
      String gateway =
          transaction.control().gateway() == null ? "" : transaction.control().gateway() + " ";
      meta("reach", gateway + transaction.control().remote());
    }
  }

  private Collection<InterfaceName> made() {
    return transaction.batch().stream()
        .map(NetworkOp::plain)
        .filter(NetworkOp.AddLink.class::isInstance)
        .map(op -> ((NetworkOp.AddLink) op).link().name())
        .toList();
  }

  private static String names(Collection<InterfaceName> links) {
    return new TreeSet<>(links).stream().map(InterfaceName::text).collect(Collectors.joining(" "));
  }

  private void edits(Edits.Planned edits) {
    text("at-confirm", plain(edits.atConfirm()));
    text("hold", plain(edits.hold()));
    int number = 0;
    for (FileEdit edit : edits.files()) {
      FileContent after = edit.after();
      if (after == null) {
        call("tx_drop", Integer.toString(number), quoted(edit.path().text()), before(edit));
      } else {
        put(number, edit.path(), after, before(edit));
      }
      number++;
    }
    number = 0;
    for (FileEdit edit : edits.volatileFiles()) {
      FileContent after = edit.after();
      if (after != null) {
        call(
            "tx_volatile",
            Integer.toString(number),
            quoted(edit.path().text()),
            after.sha256(),
            base64(after));
        number++;
      }
    }
  }

  // The node's program splits words at line ends only; these are written for a shell as it starts.
  private static @Nullable String plain(@Nullable String command) {
    return command == null ? null : "unset IFS\nset +f\n" + command;
  }

  private void put(int number, AbsolutePath path, FileContent after, String before) {
    String parent = path.parent().text();
    String name = path.name();
    call(
        "tx_put",
        Integer.toString(number),
        quoted(parent.equals("/") ? "" : parent),
        quoted(name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name),
        quoted(path.text()),
        after.sha256(),
        "''",
        "''",
        before,
        base64(after));
  }

  private static String before(FileEdit edit) {
    return edit.before() == null ? "none" : edit.before().sha256();
  }

  private static String base64(FileContent content) {
    return "'" + BASE64.encodeToString(content.bytes(0, content.size())) + "'";
  }

  private void proofs() {
    int number = 0;
    for (Proof proof : transaction.settings().prove()) {
      number++;
      String n = Integer.toString(number);
      if (proof instanceof Proof.Ping ping) {
        call("tx_proof", n, "ping", quoted(ping.address()));
      } else if (proof instanceof Proof.Tcp tcp) {
        call("tx_proof", n, "tcp", quoted(tcp.address()), Integer.toString(tcp.port()));
      } else if (proof instanceof Proof.Command command) {
        call("tx_proof", n, "command", quoted(command.shell()));
      }
    }
  }

  private void text(String name, @Nullable String text) {
    if (text != null) {
      call("tx_text", name, quoted(text));
    }
  }

  private void meta(String key, String value) {
    call("tx_meta", key, quoted(value));
  }

  private void call(String function, String... words) {
    calls.append(function);
    List.of(words).forEach(word -> calls.append(' ').append(word));
    calls.append('\n');
  }

  private static String quoted(String text) {
    return ShellText.quote(text);
  }
}
