package plumb.cause;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The questions about rows and columns that are asked on every run. */
public final class DataQuestions {
  /** All of them, in the order in which findings of one severity are told. */
  public static final List<DataQuestion> ALL =
      List.of(
          new ColumnLeak(),
          new ComplementLeak(),
          new TransformLeak(),
          new CombinationLeak(),
          new CounterLeak(),
          new RepeatedKeyLeak(),
          new RepeatedRowsLeak(),
          new NearDuplicatesLeak(),
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

  /** What all of them find, the worst first. */
  public static List<Finding> ask(DataCase data) {
    Optional<TableSample> sample = TableSample.of(data);
    List<Tie> ties = sample.map(TableSample::ties).orElse(List.of());
    return ALL.stream()
        .flatMap(question ->
            (question instanceof SampleQuestion asked
                    ? sample.map(rows -> asked.ask(rows, ties)).orElse(List.of())
                    : question.ask(data))
                .stream())
        .sorted(Comparator.comparingDouble(finding -> -finding.severity()))
        .toList();
  }
}
