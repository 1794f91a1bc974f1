/** Namespaces, and nodes with LXC. */
@NullMarked
package dev.bascule.lxc;

import org.jspecify.annotations.NullMarked;
