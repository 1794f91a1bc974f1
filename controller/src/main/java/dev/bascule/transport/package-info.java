/**
 * Connections to nodes: run one script with standard input, get its exit or signal and both
 * streams, under a deadline. What carries a connection lives in packages below.
 */
@NullMarked
package dev.bascule.transport;

import org.jspecify.annotations.NullMarked;
