/** Reads tables and images from files, infers their types, profiles and splits them. */
@NullMarked
package plumb.data.read;

import org.jspecify.annotations.NullMarked;
