/**
 * Files as users wrote them, with positions: text, YAML trees, typed readers, and the problems
 * found in them. Only this package knows the YAML library.
 */
@NullMarked
package dev.bascule.source;

import org.jspecify.annotations.NullMarked;
