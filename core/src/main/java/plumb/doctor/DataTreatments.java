package plumb.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.data.read.Cleaning;
import plumb.data.read.Scaling;
import plumb.data.read.Task;
import plumb.run.DataSettings;

/** The changes of a card that give it other rows, columns or scales. */
final class DataTreatments {
  private DataTreatments() {}

  static Treatment standardizedInputs() {
    return new Treatment(
        "standardized inputs",
        "Inputs of very different or very large size make one step too long for some weights and too short for others.",
        card -> card.withData(card.data().withInputs(Scaling.STANDARDIZE)));
  }

  static Treatment standardizedTarget() {
    return new Treatment(
        "a standardized target",
        "The error, and with it every gradient, is as large as the numbers to be predicted.",
        card -> card.withData(card.data().withRawTargets(false)));
  }

  static Treatment shuffled() {
    return new Treatment(
        "shuffled rows",
        "Batches of one kind of row pull the weights to and fro, and the last rows are no fair sample.",
        card -> card.withData(card.data().withShuffle(true)));
  }

  static Treatment without(List<String> columns) {
    return new Treatment(
        "without " + String.join(", ", columns),
        "What gives the answer away will not be there when it counts.",
        card -> {
          List<String> all = new ArrayList<>(card.data().exclude());
          columns.stream().filter(c -> !all.contains(c)).forEach(all::add);
          return card.withData(card.data().withExclude(all));
        });
  }

  static Treatment filledOutliers() {
    return new Treatment(
        "values far from all others taken for missing",
        "One value a thousand times as large as the others decides the scale of its column and the size of the gradient.",
        card ->
            card.withData(
                card.data()
                    .withCleaning(
                        new Cleaning(
                            card.data().cleaning().exclude(),
                            card.data().cleaning().balanced(),
                            true))));
  }

  /** Training rows left out, by their numbers from 1 on. */
  static Treatment leaveOut(List<Integer> rows, String what) {
    return new Treatment(
        "without " + what,
        "A network that is made to learn wrong answers learns them by heart.",
        card -> {
          Cleaning old = card.data().cleaning();
          List<Integer> out =
              java.util.stream.Stream.concat(old.exclude().stream(), rows.stream())
                  .distinct()
                  .toList();
          return card.withData(
              card.data().withCleaning(new Cleaning(out, old.balanced(), old.fillsOutliers())));
        });
  }

  static Treatment balanced() {
    return new Treatment(
        "classes balanced by repetition",
        "A class that is hardly ever seen is hardly ever answered.",
        card ->
            card.withData(
                card.data()
                    .withCleaning(
                        new Cleaning(
                            card.data().cleaning().exclude(),
                            true,
                            card.data().cleaning().fillsOutliers()))));
  }

  static Treatment ownValidation() {
    return new Treatment(
        "validation rows out of the training file",
        "Validation must be of the same kind as what the network will see.",
        card -> card.withData(card.data().withValidation(new DataSettings.Validation.Share(0.2))));
  }

  static Treatment taskOfTheTarget() {
    return new Treatment(
        "the task that suits the target, with its head and loss",
        "Words cannot be predicted as numbers, nor thousands of different numbers as classes.",
        card ->
            card.withData(card.data().withTask(Task.AUTO))
                .withHead(Optional.empty())
                .withLoss(Optional.empty()));
  }
}
