/** The sentences that are said to people, apart from the code that decides when to say them. */
@NullMarked
package plumb.wording;

import org.jspecify.annotations.NullMarked;
