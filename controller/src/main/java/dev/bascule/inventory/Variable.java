package dev.bascule.inventory;

import dev.bascule.model.Value;
import dev.bascule.source.Position;

/**
 * A variable's value and where it stands.
 *
 * @param at the place of the value
 */
record Variable(Value value, Position at) {}
