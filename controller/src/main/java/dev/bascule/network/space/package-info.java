/**
 * Network namespaces beside the node's own, whose they are, and which of the node's links are the
 * other ends of theirs.
 */
@NullMarked
package dev.bascule.network.space;

import org.jspecify.annotations.NullMarked;
