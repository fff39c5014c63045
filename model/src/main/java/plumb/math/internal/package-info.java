/** The vector kernels: the only place that sees the incubating Vector API. */
@NullMarked
package plumb.math.internal;

import org.jspecify.annotations.NullMarked;
