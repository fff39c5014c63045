/** Turns a finished run into one self-contained page. */
@NullMarked
package plumb.report;

import org.jspecify.annotations.NullMarked;
