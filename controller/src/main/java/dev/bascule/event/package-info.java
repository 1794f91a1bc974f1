/** What happens in a run: events as they come, and the outcome of each node. Values only. */
@NullMarked
package dev.bascule.event;

import org.jspecify.annotations.NullMarked;
