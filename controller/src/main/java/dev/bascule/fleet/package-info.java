/**
 * Many nodes: several at a time, in waves, with deadlines, stop rules and an orderly way to end
 * early. What is done on a node is given to it; it never opens a connection itself.
 */
@NullMarked
package dev.bascule.fleet;

import org.jspecify.annotations.NullMarked;
