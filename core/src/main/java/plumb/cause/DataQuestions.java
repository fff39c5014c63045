package plumb.cause;

import java.util.Comparator;
import java.util.List;

/** All questions about rows and columns. */
public final class DataQuestions {
  /** In no order. */
  public static final List<DataQuestion> ALL =
      List.of(
          // Other codes of classes make other shares as well: the reason comes first.
          new ClassCodes(),
          new ClassShares(),
          new LevelCodes(),
          new LaterInTime(),
          new OtherUnits(),
          new OtherGroups(),
          new OtherKind(),
          new TimeOrder(),
          new TotalLines(),
          new ErrorCodes(),
          new CappedTarget(),
          new Spellings(),
          new WrongTask());

  private DataQuestions() {}

  /** All that is wrong with the data, the worst first. */
  public static List<Finding> ask(DataCase data) {
    return ALL.stream()
        .flatMap(question -> question.ask(data).stream())
        .sorted(Comparator.comparingDouble(Finding::severity).reversed())
        .toList();
  }
}
