/**
 * What users and programs read of a run: text with diffs, JSON, progress while it runs. Everything
 * that comes from a node is masked and made harmless to a terminal before it is written.
 */
@NullMarked
package dev.bascule.report;

import org.jspecify.annotations.NullMarked;
