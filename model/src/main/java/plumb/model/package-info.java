/** A trained network together with its preprocessing, as one file and one object that predicts. */
@NullMarked
package plumb.model;

import org.jspecify.annotations.NullMarked;
