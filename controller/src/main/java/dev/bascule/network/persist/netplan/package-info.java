/** Netplan's YAML below /etc/netplan, rendered to systemd-networkd. */
@NullMarked
package dev.bascule.network.persist.netplan;

import org.jspecify.annotations.NullMarked;
