/**
 * A node's whole desired and observed state, made of the parts that the packages below describe;
 * what a playbook resolves to and what a probe fills.
 */
@NullMarked
package dev.bascule.state;

import org.jspecify.annotations.NullMarked;
