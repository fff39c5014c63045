/** Trains cards to find something out, and compares what they come to. */
@NullMarked
package plumb.experiment;

import org.jspecify.annotations.NullMarked;
