package dev.bascule.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One virtual hardware node, seen by somebody who stands beside it: console, power switch, cable.
 *
 * @param name as in the inventory, {@code hn-1}
 * @param address its IPv4 address in the lab's network
 */
public record LabNode(String name, String address, LabScript script) {

  /** Runs a program as root on the console, whatever the node's network does; it has to succeed. */
  public String exec(String... command) {
    return tryExec(command).orThrow().out();
  }

  /** Like {@link #exec}, for a program whose failure is expected. */
  public CommandResult tryExec(String... command) {
    return script.run(Stream.concat(Stream.of("exec", name), Stream.of(command)).toList());
  }

  /** Runs shell on the console. */
  public String shell(String text) {
    return exec("sh", "-c", text);
  }

  /** Pulls the plug: nothing on the node gets a word in. The disk survives. */
  public void powerOff() {
    script.run("power", name, "off").orThrow();
  }

  /** Boots from the disk as it is; returns when the node answers as an SSH server. */
  public void powerOn() {
    script.run("power", name, "on").orThrow();
  }

  /** Asks the node itself to reboot; returns when it answers again. */
  public void reboot() {
    script.run("reboot", name).orThrow();
  }

  /** Takes the cable out. */
  public void cut() {
    script.run("cut", name).orThrow();
  }

  /** Puts the cable back. */
  public void heal() {
    script.run("heal", name).orThrow();
  }

  /** A fresh disk with another network on it, a whole cable, a boot. */
  public void lay(String topology) {
    String number = name.substring(name.indexOf('-') + 1);
    script.run("up", "1", "--fresh", "--from", number, "--topology", topology).orThrow();
  }

  /**
   * A file of the node's disk, as the machine sees it: also while the node is off, and without the
   * cost of asking it.
   *
   * @param path absolute on the node; of files that came with the node's root only those that were
   *     changed are there
   */
  public Path disk(String path) {
    return home().resolve("upper" + path);
  }

  /**
   * A file as the running node sees it, whatever file system it is on; to read or to write without
   * the cost of a command on its console.
   *
   * @throws IllegalStateException when the node is off
   */
  public Path live(String path) {
    return Path.of("/proc/" + init() + "/root" + path);
  }

  /** Does its PID 1 run? False also after it switched itself off. */
  public boolean isOn() {
    return !hasEnded() && Files.exists(Path.of("/proc/" + init()));
  }

  // Named after the boot: the end of the last one says nothing of this one.
  private boolean hasEnded() {
    try {
      String boot = Files.readString(home().resolve("boot")).strip();
      return Files.exists(home().resolve("ended." + boot));
    } catch (IOException never) {
      return true;
    }
  }

  private String init() {
    try {
      String text = Files.readString(home().resolve("init"));
      return text.substring(0, text.indexOf(' '));
    } catch (IOException off) {
      throw new IllegalStateException(name + " is off", off);
    }
  }

  /** The image of its own block device, on topology {@code own-disk}. */
  public Path device() {
    return home().resolve("ext4");
  }

  private Path home() {
    return script.directory().resolve("nodes").resolve(name);
  }

  /** A fresh disk, a whole cable, a boot. */
  public void reset() {
    script.run("reset", name).orThrow();
  }

  /** Runs a command over SSH from the controller, as a user would. */
  public CommandResult ssh(String command) {
    return script.run(
        List.of("ssh", name, "-o", "ConnectTimeout=2", "-o", "BatchMode=yes", command));
  }
}
