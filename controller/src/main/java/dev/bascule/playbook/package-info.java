/**
 * Playbooks: read from files into plays and tasks, then resolved against an inventory to what each
 * node should look like. Everything that can be found wrong without contact is found here.
 */
@NullMarked
package dev.bascule.playbook;

import org.jspecify.annotations.NullMarked;
