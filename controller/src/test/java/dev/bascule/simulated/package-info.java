/** Thousands of nodes in one process, for {@code lab/bench simulated}. */
@NullMarked
package dev.bascule.simulated;

import org.jspecify.annotations.NullMarked;
