/**
 * The topology of nodes as data, and its renderers: text, DOT and SVG. Pure: it is given what was
 * seen and what is wanted, and reads nothing. Only {@code graph.svg} knows the layout library.
 */
@NullMarked
package dev.bascule.graph;

import org.jspecify.annotations.NullMarked;
