/** What playbooks want of a node's network, already resolved, and what that makes of a state. */
@NullMarked
package dev.bascule.network.wanted;

import org.jspecify.annotations.NullMarked;
