package dev.bascule.network;

import dev.bascule.model.InterfaceName;

/**
 * A program that manages a link, and would undo or fight what it was not told of.
 *
 * @param program {@code NetworkManager}, {@code networkd}, {@code ifupdown}, {@code initscripts}
 */
public record LinkOwner(InterfaceName link, String program) {}
