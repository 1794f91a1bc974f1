/**
 * From desired and observed to a plan: ordered tasks with their changes. Pure: no I/O, no clock.
 */
@NullMarked
package dev.bascule.plan;

import org.jspecify.annotations.NullMarked;
