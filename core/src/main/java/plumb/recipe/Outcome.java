package plumb.recipe;

import plumb.model.Model;
import plumb.run.RunDocument;

/**
 * What a run gives back.
 *
 * @param document all that is known about the run
 * @param model the best one found
 * @param stopped whether training was ended from outside before it was through
 */
public record Outcome(RunDocument document, Model model, boolean stopped) {
  /** Version of Plumb as recorded in runs. */
  public static final String VERSION = "0.1.0-SNAPSHOT";
}
