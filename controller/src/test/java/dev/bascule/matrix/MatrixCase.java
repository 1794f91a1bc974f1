package dev.bascule.matrix;

/**
 * One cell.
 *
 * @param step so many changes are made before the fault; -1 where the fault has no step
 */
record MatrixCase(Topology topology, Fault fault, int step) {
  @Override
  public String toString() {
    return fault.words() + (step < 0 ? "" : " after step " + step) + ", " + topology.words;
  }
}
