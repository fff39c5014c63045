/** Plants known faults in cards that train well, and measures who finds and repairs them. */
@NullMarked
package plumb.faults;

import org.jspecify.annotations.NullMarked;
