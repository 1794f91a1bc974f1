/**
 * Inventories in Ansible's format, read strictly: YAML, INI, scripts and host lists, group_vars and
 * host_vars, precedence, host patterns, vaults, extra variables and the variables that say how a
 * node is reached. The contract and the differences from Ansible are in docs/inventory.md.
 */
@NullMarked
package dev.bascule.inventory;

import org.jspecify.annotations.NullMarked;
