/** Says which formula a card means for every part of a run, with its numbers. */
@NullMarked
package plumb.explain;

import org.jspecify.annotations.NullMarked;
