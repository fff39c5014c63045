/** Changes of a card against a cause, as data that can be compared. */
@NullMarked
package plumb.treatment;

import org.jspecify.annotations.NullMarked;
