package dev.bascule.lab;

/** Another machine that answers at a node's address, while the node itself is cut off. */
public final class Impostor {
  private final LabNode victim;
  private final LabNode other;

  private Impostor(LabNode victim, LabNode other) {
    this.victim = victim;
    this.other = other;
  }

  /** Cuts the victim's cable and gives its address to the other node, which keeps its own keys. */
  public static Impostor of(LabNode victim, LabNode other) {
    victim.cut();
    other.exec("ip", "address", "add", victim.address() + "/16", "dev", "eth0");
    other.exec("arping", "-q", "-A", "-c", "1", "-I", "eth0", victim.address());
    return new Impostor(victim, other);
  }

  /** Copies the victim's host keys too, as a cloned disk has them; the machine-id stays another. */
  public Impostor withHostKeys() {
    for (String type : new String[] {"ed25519", "ecdsa"}) {
      String file = "/etc/ssh/ssh_host_" + type + "_key";
      String key = victim.exec("cat", file);
      other.shell("cat >" + file + " <<'END'\n" + key + "END\n");
    }
    other.shell("kill -HUP $(cat /run/sshd.pid)");
    return this;
  }

  /** The address goes back to whom it belongs. */
  public void leave() {
    other.exec("ip", "address", "del", victim.address() + "/16", "dev", "eth0");
    victim.heal();
    victim.exec("arping", "-q", "-A", "-c", "1", "-I", "eth0", victim.address());
  }
}
