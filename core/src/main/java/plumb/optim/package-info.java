/** Turns a gradient into an update. */
@NullMarked
package plumb.optim;

import org.jspecify.annotations.NullMarked;
