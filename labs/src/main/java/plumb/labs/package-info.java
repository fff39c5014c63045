/** Runs the claims of the lecture as experiments, one class a claim, and draws what came out. */
@NullMarked
package plumb.labs;

import org.jspecify.annotations.NullMarked;
