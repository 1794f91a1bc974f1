/**
 * The lab for tests: virtual hardware nodes, made by {@code lab/lab} and reached over real SSH.
 *
 * <p>Lab tests run where the lab's controller stands, in its network namespace; {@code sudo
 * lab/test} starts them there. Anywhere else they are skipped and say so, unless a skip would hide
 * something: with {@code CI=true} or {@code BASCULE_LAB=required} they fail.
 */
@NullMarked
package dev.bascule.lab;

import org.jspecify.annotations.NullMarked;
