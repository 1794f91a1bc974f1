/**
 * Managed files, settings, services and commands of a node: what is desired, what is observed, and
 * the changes between the two. Pure values, no I/O.
 */
@NullMarked
package dev.bascule.file;

import org.jspecify.annotations.NullMarked;
