package plumb.recipe;

import java.util.List;
import plumb.run.Attempt;
import plumb.run.Card;
import plumb.run.Goal;
import plumb.run.Reference;
import plumb.train.TrainingEvent;

/** What the recipe announces while it works. */
public sealed interface RecipeEvent {
  /** A sentence about the data or a decision. */
  record Note(String sentence) implements RecipeEvent {}

  /** The reference models are fitted, and what counts as good on the training set is known. */
  record ReferencesFitted(List<Reference> references, Goal goal) implements RecipeEvent {}

  /** A training begins. */
  record AttemptStarted(int number, String title, String remedy, Card card)
      implements RecipeEvent {}

  /** Something happened inside the training. */
  record Training(int number, TrainingEvent event) implements RecipeEvent {}

  /** A training was judged. */
  record AttemptEnded(Attempt attempt) implements RecipeEvent {}
}
