/** What is measured of a trained network, its start, its data and its curves to find a cause. */
@NullMarked
package plumb.symptom;

import org.jspecify.annotations.NullMarked;
