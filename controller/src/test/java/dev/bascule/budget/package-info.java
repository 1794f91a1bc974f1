/** What a node in sync may cost on the wire, asserted on the whole program. */
@NullMarked
package dev.bascule.budget;

import org.jspecify.annotations.NullMarked;
