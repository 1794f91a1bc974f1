/**
 * What a task can be: one small class for each kind, which declares the kind's keys and makes the
 * resources that the node should have. {@link dev.bascule.playbook.kind.Kinds} lists them.
 */
@NullMarked
package dev.bascule.playbook.kind;

import org.jspecify.annotations.NullMarked;
