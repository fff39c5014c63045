/** Says exactly what was run, and keeps it. */
@NullMarked
package plumb.run;

import org.jspecify.annotations.NullMarked;
