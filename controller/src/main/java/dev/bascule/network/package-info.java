/**
 * A node's network as values: links, bridges, addresses, routes, rules, neighbours and the sysctls
 * of interfaces. The same types hold what is wanted and what is seen; a batch is the difference of
 * two states, an inverse the difference the other way round. Pure.
 */
@NullMarked
package dev.bascule.network;

import org.jspecify.annotations.NullMarked;
