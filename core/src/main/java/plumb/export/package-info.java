/** Trained models in the formats of other programs. */
@NullMarked
package plumb.export;

import org.jspecify.annotations.NullMarked;
