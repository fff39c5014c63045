/** Reads training curves that others wrote, and says what curves alone allow to say. */
@org.jspecify.annotations.NullMarked
package plumb.curves;
