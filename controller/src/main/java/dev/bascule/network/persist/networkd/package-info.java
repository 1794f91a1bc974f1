/** systemd-networkd's files: .network and .netdev below /etc/systemd/network. */
@NullMarked
package dev.bascule.network.persist.networkd;

import org.jspecify.annotations.NullMarked;
