/** Columns, the encoding fitted to them, and the examples a network sees. */
@NullMarked
package plumb.data;

import org.jspecify.annotations.NullMarked;
