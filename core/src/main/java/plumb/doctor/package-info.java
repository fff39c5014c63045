/**
 * The one loop behind every verdict: train, look, ask, take away, choose, and say what was found.
 */
@NullMarked
package plumb.doctor;

import org.jspecify.annotations.NullMarked;
