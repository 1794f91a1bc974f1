/**
 * Looks at a node: one read-only script, and pure readers of what it prints. The script's parts are
 * the files {@code probe-*.sh} beside this program's classes in {@code node/}.
 */
@NullMarked
package dev.bascule.probe;

import org.jspecify.annotations.NullMarked;
