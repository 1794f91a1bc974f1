package dev.bascule.lab;

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
