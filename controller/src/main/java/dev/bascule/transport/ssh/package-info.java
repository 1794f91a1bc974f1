/**
 * Connections over SSH with sshj: host keys, keys, agents, jump hosts and the user's ssh
 * configuration. The only package that imports sshj.
 */
@NullMarked
package dev.bascule.transport.ssh;

import org.jspecify.annotations.NullMarked;
