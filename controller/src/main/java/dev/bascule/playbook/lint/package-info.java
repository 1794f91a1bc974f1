/**
 * What cannot work, or cannot be meant, in a node's network and in that of the fleet, found before
 * contact: ports in two bridges, loops, addresses that two nodes claim.
 */
@NullMarked
package dev.bascule.playbook.lint;

import org.jspecify.annotations.NullMarked;
