package dev.bascule.network.batch;

/**
 * One thing that a node is told, and for which operation.
 *
 * @param number of the operation in its list, from 1
 * @param title what a person reads when it fails
 */
record Step(int number, String title, Saying saying) {
  String label() {
    return saying.tolerance().mark + (number + " " + title);
  }
}
