/** Measures the kernels, the steps and the machine they run on. */
package plumb.bench;
