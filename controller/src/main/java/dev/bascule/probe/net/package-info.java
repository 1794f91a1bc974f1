/**
 * Reads what {@code probe-net.sh} prints, raw, into a node's network: pure functions over text of
 * iproute2 from 2010 to today, of busybox, of net-tools and of /sys and /proc.
 */
@NullMarked
package dev.bascule.probe.net;

import org.jspecify.annotations.NullMarked;
