/** Judges a run by the recipe and tries the remedies of the branch it is on. */
@NullMarked
package plumb.recipe;

import org.jspecify.annotations.NullMarked;
