/** Topologies as SVG: boxes, their places by the Eclipse Layout Kernel, and the document. */
@NullMarked
package dev.bascule.graph.svg;

import org.jspecify.annotations.NullMarked;
