package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.probe.ShellText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A folder that stands for a node, and the node's own program in a real shell. Its network is the
 * file {@code world}, so that it can be changed, compared and put back without rights. It looks ten
 * times a second at what it waits for, asks no containers and never touches services of the
 * machine.
 */
final class ProgramNode {
  static final String TOKEN = "secret";

  /** A bound, for the most loaded of machines; nothing takes that long. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String NETWORK =
      """
      netstate() {
      cat "$T/../world${net_scratch:+.scratch}"
      }
      netdiff() {
      cmp -s "$1" "$2" && return
      sed 's/^/- /' "$1"
      sed 's/^/+ /' "$2"
      return 1
      }
      tx_service() {
      say 'the service was asked'
      }
      tx_reboot() {
      say 'a reboot was asked'
      }
      tx_containers() {
      :
      }
      tx_second() {
      sleep 0.1
      }
      """;

  private final Path folder;
  private final List<String> shell;
  private final List<String> calls = new ArrayList<>();
  private String extra = NETWORK;
  private String batch = "echo new >\"$T/../world\"";
  private String inverse = "echo old >\"$T/../world\"";
  private int window = 600;
  private int files;

  ProgramNode(Path folder, List<String> shell) throws IOException {
    this.folder = folder;
    this.shell = shell;
    Files.createDirectories(folder.resolve("etc"));
    Files.writeString(folder.resolve("world"), "old\n");
  }

  /** The network is this already. */
  ProgramNode keepingWorld(String text) throws IOException {
    Files.writeString(folder.resolve("world"), text + "\n");
    return this;
  }

  /** The shells that a node may have. */
  static List<List<String>> shells() {
    return List.of(List.of("dash"), List.of("bash"), List.of("busybox", "ash"));
  }

  ProgramNode window(int seconds) {
    window = seconds;
    return this;
  }

  ProgramNode batch(String text) {
    batch = text;
    return this;
  }

  ProgramNode inverse(String text) {
    inverse = text;
    return this;
  }

  /** Shell text behind the program's own: functions there are replaced by those here. */
  ProgramNode with(String functions) {
    extra += functions;
    return this;
  }

  /** Without stand-ins: the network is the namespace's. */
  ProgramNode real() {
    extra = "tx_service() {\n:\n}\ntx_reboot() {\n:\n}\n";
    return this;
  }

  ProgramNode call(String call) {
    calls.add(call);
    return this;
  }

  /** A file below etc that confirm is to write. */
  ProgramNode puts(String name, String text) throws Exception {
    String content = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    Path path = etc(name);
    return call(
        String.join(
            " ",
            "tx_put",
            Integer.toString(++files),
            quoted(path.getParent()),
            name,
            quoted(path),
            sha256(text),
            "'' ''",
            before(path),
            content));
  }

  /** A file for as long as the window lasts. */
  ProgramNode holds(Path path, String text) throws Exception {
    String content = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return call(String.join(" ", "tx_volatile", ++files + "", quoted(path), sha256(text), content));
  }

  /** A text of the transaction, by name. */
  ProgramNode text(String name, String text) {
    return call("tx_text " + name + " " + ShellText.quote(text));
  }

  /** A file below etc that confirm is to remove. */
  ProgramNode drops(String name) throws Exception {
    return call("tx_drop " + ++files + " " + quoted(etc(name)) + " " + before(etc(name)));
  }

  private static String before(Path path) throws Exception {
    return Files.exists(path) ? sha256(Files.readString(path)) : "none";
  }

  private static String quoted(Path path) {
    return ShellText.quote(path.toString());
  }

  static String sha256(String text) throws Exception {
    byte[] hash =
        java.security.MessageDigest.getInstance("SHA-256")
            .digest(text.getBytes(StandardCharsets.UTF_8));
    return java.util.HexFormat.of().formatHex(hash);
  }

  /** The script that stages, arms and starts. */
  String stageScript(String id) throws Exception {
    return script(id, "tx_seal\ntx_arm\ntx_start\n");
  }

  /** A script that ends with other calls. */
  String script(String id, String last) throws Exception {
    String begin =
        "tx_begin "
            + id
            + " me@ctl "
            + window
            + "\n"
            + "tx_text batch "
            + ShellText.quote(batch)
            + "\n"
            + "tx_text inverse "
            + ShellText.quote(inverse)
            + "\n"
            + "tx_text token "
            + sha256(TOKEN)
            + "\n";
    // The lock of this machine is none of its business.
    return "b=BB\nL="
        + ShellText.quote(folder.toString())
        + "\nT="
        + quoted(state())
        + "\nX="
        + ShellText.quote(String.join("\n", shell))
        + "\nexport X\nP="
        + ShellText.quote(NodeProgram.text() + extra)
        + "\neval \"$P\"\nmain() {\n"
        + begin
        + String.join("\n", calls)
        + "\n"
        + last
        + "}\nmain </dev/null\n";
  }

  String stage(String id) throws Exception {
    return run(stageScript(id));
  }

  /** Stages and waits until the batch has run. */
  ProgramNode applied(String id) throws Exception {
    String said = stage(id);
    assertThat(said).contains("BB armed", "BB started");
    assertThat(verb(id, "await 60")).contains("state=applied");
    return this;
  }

  /** Its time is over now, however long the test took to come here. */
  ProgramNode due(String id) throws IOException {
    return due(id, 0);
  }

  /** Its time is over at this uptime, in seconds. */
  ProgramNode due(String id, long uptime) throws IOException {
    Path text = Files.writeString(tx(id).resolve("deadline.test"), uptime + "\n");
    Files.move(text, tx(id).resolve("deadline"), StandardCopyOption.ATOMIC_MOVE);
    return this;
  }

  static long uptime() throws IOException {
    return Long.parseLong(Files.readString(Path.of("/proc/uptime")).replaceAll("(?s)\\..*", ""));
  }

  /** As if the node had booted since. */
  ProgramNode rebooted(String id) throws IOException {
    Path meta = tx(id).resolve("meta");
    Files.writeString(meta, Files.readString(meta).replaceAll("mark=.*", "mark=other:1"));
    return this;
  }

  /** What a verb of the program prints. */
  String verb(String id, String words) throws Exception {
    return run("b=BB " + String.join(" ", shell) + " \"$T/tx/" + id + "/program\" " + words + "\n");
  }

  String confirm(String id) throws Exception {
    return verb(id, "confirm " + TOKEN + " " + nonce(id));
  }

  String nonce(String id) throws IOException {
    return stateOf(id).split(" ", -1)[2];
  }

  /** Waits until nothing is pending; answers the state and rung. */
  String end(String id) throws Exception {
    Path pending = state().resolve("pending");
    boolean ended = Await.within(LIMIT, () -> !Files.isSymbolicLink(pending));
    assertThat(ended).as(log(id)).isTrue();
    return stateOf(id);
  }

  String stateOf(String id) throws IOException {
    return Files.readString(tx(id).resolve("state")).strip();
  }

  String log(String id) throws IOException {
    Path log = tx(id).resolve("log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  String world() throws IOException {
    return Files.readString(folder.resolve("world")).strip();
  }

  Path state() {
    return folder.resolve("state");
  }

  Path tx(String id) {
    return state().resolve("tx/" + id);
  }

  Path etc(String name) {
    return folder.resolve("etc").resolve(name);
  }

  Path folder() {
    return folder;
  }

  /** The number of the process that has the work, or had it last. */
  String worker(String id) throws IOException {
    return Files.readSymbolicLink(tx(id).resolve("worker.1")).toString().split(" ", -1)[0];
  }

  void kill(String signal, String pid) throws Exception {
    ProgramProcesses.kill(signal, pid);
  }

  String run(String script) throws Exception {
    return run(List.of(), script);
  }

  /** Runs a script, with {@code $T} set, by the shell behind other words; answers all it prints. */
  String run(List<String> before, String script) throws Exception {
    List<String> command = new ArrayList<>(before);
    command.addAll(shell);
    command.add("-s");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Map.of("T", state().toString()));
    builder.environment().remove("SSH_CONNECTION");
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(script.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It ended before it read all.
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
