package plumb.treatment;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import plumb.data.read.Cleaning;
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
      Cleaning old = card.data().cleaning();
      return card.withData(
          card.data().withCleaning(new Cleaning(old.exclude(), old.balanced(), true)));
    }
  }

  /**
   * Training rows left out.
   *
   * @param rows their numbers, from 1 on
   * @param what they are: "3 rows with a price far from all others"
   */
  public record WithoutRows(List<Integer> rows, String what) implements Treatment {
    public WithoutRows {
      rows = List.copyOf(rows);
    }

    @Override
    public String title() {
      return "without " + what;
    }

    @Override
    public String reason() {
      return "A network that is made to learn wrong answers learns them by heart.";
    }

    @Override
    public Card apply(Card card) {
      Cleaning old = card.data().cleaning();
      List<Integer> out = Stream.concat(old.exclude().stream(), rows.stream()).distinct().toList();
      return card.withData(
          card.data().withCleaning(new Cleaning(out, old.balanced(), old.fillsOutliers())));
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
      Cleaning old = card.data().cleaning();
      return card.withData(
          card.data().withCleaning(new Cleaning(old.exclude(), true, old.fillsOutliers())));
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
