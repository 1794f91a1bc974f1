/**
 * Containers' network interfaces as values: what is wanted, what is seen, what differs, and what
 * vzctl and the shell inside are told to do about it. Pure; looking and doing is elsewhere.
 */
@NullMarked
package dev.bascule.container;

import org.jspecify.annotations.NullMarked;
