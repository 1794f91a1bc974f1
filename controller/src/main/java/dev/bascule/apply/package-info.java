/**
 * Brings a node to its plan: checks a node against what is desired, runs a plan in one exec, and
 * says how it ended. The scripts' parts are the files {@code apply-*.sh} in {@code node/}.
 */
@NullMarked
package dev.bascule.apply;

import org.jspecify.annotations.NullMarked;
