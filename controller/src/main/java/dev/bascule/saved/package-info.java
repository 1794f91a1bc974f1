/**
 * Saved plans: what {@code plan --out} keeps so that {@code apply FILE} can do exactly that, and
 * the key that seals it. A file holds no secret: of what could be one, only keyed hashes.
 */
@NullMarked
package dev.bascule.saved;

import org.jspecify.annotations.NullMarked;
