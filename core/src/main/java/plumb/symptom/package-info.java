/**
 * Symptoms: what curves and layers look like, as numbers held against limits that stand here once.
 */
@org.jspecify.annotations.NullMarked
package plumb.symptom;
