/** Networks as data, and the engines that compute them forward and backward. */
@NullMarked
package plumb.nn;

import org.jspecify.annotations.NullMarked;
