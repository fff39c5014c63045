/** What can be wrong with a run, one cause a file: what it looks at, its limits, its remedies. */
@NullMarked
package plumb.cause;

import org.jspecify.annotations.NullMarked;
