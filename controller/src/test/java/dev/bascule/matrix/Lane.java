package dev.bascule.matrix;

import dev.bascule.lab.Faults;
import dev.bascule.lab.LabNode;
import org.jspecify.annotations.Nullable;

/**
 * One node in one round.
 *
 * @param stranger a node of no lane, to play another machine; null where the fault needs none
 * @param before how it looked before anything was done
 * @param controller the bascule that changes it
 */
record Lane(
    LabNode node,
    @Nullable LabNode stranger,
    MatrixCase what,
    Faults faults,
    Picture before,
    Controller controller) {}
