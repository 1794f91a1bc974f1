/**
 * Tells others what a run found: drift that is new, nodes that are as wanted again, rollbacks. What
 * is told is decided without looking anywhere; where it is told is a command or a web address.
 */
@NullMarked
package dev.bascule.notify;

import org.jspecify.annotations.NullMarked;
