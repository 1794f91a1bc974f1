/**
 * LXC containers: the network lines of their files, their interfaces while they run, and what has
 * to be done for both to be as wanted.
 *
 * <p>Sources: lxc.container.conf(5), confile.c of LXC 5.0.2, and LXC itself at work.
 */
@NullMarked
package dev.bascule.container.lxc;

import org.jspecify.annotations.NullMarked;
