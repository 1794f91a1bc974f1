/**
 * Drift checks at set times, as text for the schedulers that there are: units of systemd, a line of
 * cron, a manifest of Kubernetes. Pure: what is wanted goes in, files come out.
 */
@NullMarked
package dev.bascule.schedule;

import org.jspecify.annotations.NullMarked;
