package dev.bascule.matrix;

import dev.bascule.lab.Faults;
import dev.bascule.lab.LabNode;

/**
 * One node in one round.
 *
 * @param stranger a node that is in no lane while there are at most ten, to play another machine
 * @param before how it looked before anything was done
 * @param controller the bascule of this round
 */
record Lane(
    LabNode node,
    LabNode stranger,
    MatrixCase what,
    Faults faults,
    Picture before,
    Controller controller) {}
