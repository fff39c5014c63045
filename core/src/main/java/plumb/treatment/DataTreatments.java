package plumb.treatment;

import java.util.Optional;
import plumb.data.read.Scaling;
import plumb.data.read.Task;
import plumb.run.Card;

/** The changes of a card that give it other rows, columns, scales or another task. */
public final class DataTreatments {
  private DataTreatments() {}

  /** Every number among the inputs with mean 0 and deviation 1. */
  public record StandardizedInputs() implements Treatment {
    @Override
    public String title() {
      return "standardized inputs";
    }

    @Override
    public String reason() {
      return "Inputs of very different or very large size make one step too long for some weights and too short for others.";
    }

    @Override
    public Card apply(Card card) {
      return card.withData(card.data().withInputs(Scaling.STANDARDIZE));
    }
  }

  /** The number to be predicted with mean 0 and deviation 1. */
  public record StandardizedTarget() implements Treatment {
    @Override
    public String title() {
      return "a standardized target";
    }

    @Override
    public String reason() {
      return "The error, and with it every gradient, is as large as the numbers to be predicted.";
    }

    @Override
    public Card apply(Card card) {
      return card.withData(card.data().withRawTargets(false));
    }
  }

  /** Rows in random order, in the split and in every epoch. */
  public record ShuffledRows() implements Treatment {
    @Override
    public String title() {
      return "shuffled rows";
    }

    @Override
    public String reason() {
      return "Batches of one kind of row pull the weights to and fro, and the last rows are no fair sample.";
    }

    @Override
    public Card apply(Card card) {
      return card.withData(card.data().withShuffle(true));
    }
  }

  /** Numbers far from all others of their column taken for missing. */
  public record FilledOutliers() implements Treatment {
    @Override
    public String title() {
      return "values far from all others taken for missing";
    }

    @Override
    public String reason() {
      return "One value a thousand times as large as the others decides the scale of its column and the size of the gradient.";
    }

    @Override
    public Card apply(Card card) {
      return card.withData(card.data().withCleaning(card.data().cleaning().withFilledOutliers()));
    }
  }

  /** Rows of rarer classes repeated until every class is as frequent as the largest. */
  public record BalancedClasses() implements Treatment {
    @Override
    public String title() {
      return "classes balanced by repetition";
    }

    @Override
    public String reason() {
      return "A class that is hardly ever seen is hardly ever answered.";
    }

    @Override
    public Card apply(Card card) {
      return card.withData(card.data().withCleaning(card.data().cleaning().withBalance()));
    }
  }

  /** The task that the target is read as, with its usual head and loss. */
  public record TaskOfTheTarget() implements Treatment {
    @Override
    public String title() {
      return "the task that suits the target, with its head and loss";
    }

    @Override
    public String reason() {
      return "Words cannot be predicted as numbers, nor thousands of different numbers as classes.";
    }

    @Override
    public Card apply(Card card) {
      return card.withData(card.data().withTask(Task.AUTO))
          .withHead(Optional.empty())
          .withLoss(Optional.empty());
    }
  }
}
