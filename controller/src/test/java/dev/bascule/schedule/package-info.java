/** Schedules as their schedulers read them. */
@NullMarked
package dev.bascule.schedule;

import org.jspecify.annotations.NullMarked;
