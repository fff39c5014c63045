/**
 * Plants known faults in cards that train well, and measures who finds and repairs them; and what
 * verdicts on unspoilt tables are worth.
 */
@NullMarked
package plumb.faults;

import org.jspecify.annotations.NullMarked;
