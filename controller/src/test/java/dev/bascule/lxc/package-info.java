/** LXC, namespaces and Open vSwitch on the programs of Debian's packages, on nodes of the lab. */
@NullMarked
package dev.bascule.lxc;

import org.jspecify.annotations.NullMarked;
