/**
 * Who made a change by hand: what a node's journal, its logs and its files say of it. One more
 * small script, for nodes that differ only; what is read from its output is a guess or an
 * observation, never a proof.
 */
@NullMarked
package dev.bascule.probe.trail;

import org.jspecify.annotations.NullMarked;
