package plumb.recipe;

import plumb.model.Model;
import plumb.run.RunDocument;

/**
 * What the recipe gives back.
 *
 * @param document all that is known about the run
 * @param model the best one found
 * @param stopped whether training was ended from outside before it was through
 */
public record Outcome(RunDocument document, Model model, boolean stopped) {}
