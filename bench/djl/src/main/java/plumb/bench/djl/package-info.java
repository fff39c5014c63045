/** The same training step, computed by DJL on its PyTorch engine. */
package plumb.bench.djl;
