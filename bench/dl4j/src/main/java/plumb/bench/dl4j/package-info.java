/** The same training step, computed by Deeplearning4j. */
package plumb.bench.dl4j;
