/**
 * Changes of a node's network under its own rollback timer: stage, arm, prove by a fresh login,
 * confirm; or wait for the node's verdict and tell it. What runs on the node are the files {@code
 * tx-*.sh} in {@code node/}.
 */
@NullMarked
package dev.bascule.apply.safe;

import org.jspecify.annotations.NullMarked;
