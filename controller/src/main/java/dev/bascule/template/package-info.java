/**
 * Variables into text: {@code [=expression]} in playbooks, {@code when:} conditions, and the files
 * rendered from templates, with quoting that cannot be forgotten. Only this package knows
 * FreeMarker, and it is not loaded before an expression needs it.
 */
@NullMarked
package dev.bascule.template;

import org.jspecify.annotations.NullMarked;
