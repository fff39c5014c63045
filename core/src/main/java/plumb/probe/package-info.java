/** Instruments: what a network does inside, while it trains and at any point afterwards. */
@NullMarked
package plumb.probe;

import org.jspecify.annotations.NullMarked;
