/**
 * A run as one HTML file that needs nothing beside it: a cell per node, what differs, pictures and
 * the runs before. The markup, its style and its script are resources beside these classes;
 * docs/page.md tells users of it.
 */
@NullMarked
package dev.bascule.report.page;

import org.jspecify.annotations.NullMarked;
