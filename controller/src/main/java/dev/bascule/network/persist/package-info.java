/**
 * The files that configure a node's network at boot. Each backend edits only the stanzas concerned:
 * comments, order and everything else stay byte for byte.
 */
@NullMarked
package dev.bascule.network.persist;

import org.jspecify.annotations.NullMarked;
