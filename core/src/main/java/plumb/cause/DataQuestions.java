package plumb.cause;

import java.util.Comparator;
import java.util.List;

/** All questions about rows and columns. */
public final class DataQuestions {
  /** In no order. */
  public static final List<DataQuestion> ALL = List.of();

  private DataQuestions() {}

  /** All that is wrong with the data, the worst first. */
  public static List<Finding> ask(DataCase data) {
    return ALL.stream()
        .flatMap(question -> question.ask(data).stream())
        .sorted(Comparator.comparingDouble(Finding::severity).reversed())
        .toList();
  }
}
