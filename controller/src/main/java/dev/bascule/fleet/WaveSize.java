package dev.bascule.fleet;

/**
 * How many nodes a wave has, as {@code serial:} writes it: {@code 5} or {@code 10%}.
 *
 * @param amount at least 1; of a limit, at least 0
 * @param percent of all nodes of the play, rounded down as Ansible does, at least one node
 */
public record WaveSize(int amount, boolean percent) {
  public WaveSize {
    if (amount < 0 || (percent && amount > 100)) {
      throw new IllegalArgumentException("not a wave's size: " + amount);
    }
  }

  int of(int nodes) {
    return Math.max(1, atMost(nodes));
  }

  int atMost(int nodes) {
    return percent ? (int) ((long) nodes * amount / 100) : amount;
  }

  @Override
  public String toString() {
    return amount + (percent ? "%" : "");
  }
}
