/**
 * The runs of the past: who ran what, from which files, and how each node ended; since when a node
 * differs. Nothing in here stops a run: what fails is said once, in bounded time.
 */
@NullMarked
package dev.bascule.history;

import org.jspecify.annotations.NullMarked;
