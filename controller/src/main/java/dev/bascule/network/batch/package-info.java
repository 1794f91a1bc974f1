/**
 * From one network state to another: the ordered commands, the same for every node, and how each
 * kind of node is told them.
 */
@NullMarked
package dev.bascule.network.batch;

import org.jspecify.annotations.NullMarked;
