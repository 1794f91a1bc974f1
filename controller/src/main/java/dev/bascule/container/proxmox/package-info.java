/**
 * Containers of Proxmox VE: the {@code netN} lines of {@code /etc/pve/lxc/ID.conf}, which {@code
 * pct set} changes.
 *
 * <p>Source: Config.pm of pve-container.
 */
@NullMarked
package dev.bascule.container.proxmox;

import org.jspecify.annotations.NullMarked;
