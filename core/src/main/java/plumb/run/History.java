package plumb.run;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import plumb.train.EpochRecord;
import plumb.train.Metrics;

/**
 * The course of all attempts as a table, one row an epoch, for spreadsheets. A cell is empty where
 * nothing was measured.
 */
final class History {
  private History() {}

  /** The table as CSV. */
  static String csv(List<Attempt> attempts) {
    boolean classes =
        attempts.stream().allMatch(a -> a.scores().train() instanceof Metrics.Classification);
    List<String> measures =
        classes ? List.of("loss", "accuracy") : List.of("loss", "rmse", "mae", "r2");
    StringBuilder csv = new StringBuilder("attempt,epoch,updates,running_loss,penalty,rate");
    for (String set : List.of("train", "validation")) {
      measures.forEach(measure -> csv.append(',').append(set).append('_').append(measure));
    }
    csv.append('\n');
    for (Attempt attempt : attempts) {
      for (EpochRecord epoch : attempt.epochs()) {
        csv.append(attempt.number()).append(',').append(epoch.epoch()).append(',');
        csv.append(epoch.updates()).append(',');
        csv.append(cells(List.of(epoch.runningLoss(), epoch.penalty(), epoch.rate())));
        csv.append(',').append(cells(numbers(epoch.train())));
        csv.append(',');
        Optional<Metrics> validation = epoch.validation();
        csv.append(
            validation.isPresent()
                ? cells(numbers(validation.get()))
                : ",".repeat(measures.size() - 1));
        csv.append('\n');
      }
    }
    return csv.toString();
  }

  private static List<Double> numbers(Metrics metrics) {
    return switch (metrics) {
      case Metrics.Classification c -> List.of(c.loss(), c.accuracy());
      case Metrics.Regression(double loss, double rmse, double mae, double r2, double _, int _) ->
          List.of(loss, rmse, mae, r2);
    };
  }

  private static String cells(List<Double> numbers) {
    return numbers.stream()
        .map(number -> number.isNaN() ? "" : number.toString())
        .collect(Collectors.joining(","));
  }
}
