/**
 * Arithmetic on float arrays: the readable scalar kernels are the specification, the vector kernels
 * stand behind the same interface.
 */
@NullMarked
package plumb.math;

import org.jspecify.annotations.NullMarked;
