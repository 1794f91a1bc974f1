/**
 * Debian's ifupdown and ifupdown2: {@code /etc/network/interfaces} and what it includes. Read into
 * rows that keep every byte; only rows of the stanzas concerned are written anew.
 */
@NullMarked
package dev.bascule.network.persist.ifupdown;

import org.jspecify.annotations.NullMarked;
