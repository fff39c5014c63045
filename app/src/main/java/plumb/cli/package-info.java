/** The command line: the only place that prints, exits or reads the environment. */
@NullMarked
package plumb.cli;

import org.jspecify.annotations.NullMarked;
