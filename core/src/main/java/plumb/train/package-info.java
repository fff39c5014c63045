/**
 * Runs steps and epochs, announces events, decides when to stop, and returns the last and the best
 * weights.
 */
@NullMarked
package plumb.train;

import org.jspecify.annotations.NullMarked;
