/**
 * The fault matrix: what befalls a change of the network, at which step, on which network, and how
 * it ended.
 */
@NullMarked
package dev.bascule.matrix;

import org.jspecify.annotations.NullMarked;
