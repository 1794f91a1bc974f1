/**
 * RHEL 5 to 8: {@code /etc/sysconfig/network-scripts}. Files are read as lines that keep every
 * byte; only assignments concerned are written anew.
 */
@NullMarked
package dev.bascule.network.persist.ifcfg;

import org.jspecify.annotations.NullMarked;
