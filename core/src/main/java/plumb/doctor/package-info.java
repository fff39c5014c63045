/**
 * Finds what is wrong with a run, by evidence and by taking suspected causes away; and mends it.
 */
@org.jspecify.annotations.NullMarked
package plumb.doctor;
