package plumb.cause;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import plumb.run.CauseId;
import plumb.wording.Wording;

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
        .map(finding -> unlessAll(finding, data))
        .sorted(Comparator.comparingDouble(finding -> -finding.severity()))
        .toList();
  }

  /** What all inputs say together is the task itself: a remark, and no leak. */
  private static Finding unlessAll(Finding finding, DataCase data) {
    if (finding.id() != CauseId.LEAKAGE || finding.treatments().isEmpty()) {
      return finding;
    }
    Set<String> out =
        Set.copyOf(finding.treatments().getFirst().apply(data.card()).data().exclude());
    boolean all =
        data.data().encoding().features().stream().allMatch(f -> out.contains(f.column()));
    return all
        ? new Finding(
            finding.id(),
            Severity.REMARK,
            finding.evidence(),
            Wording.of("leakage.all-inputs", finding.sentence()),
            List.of())
        : finding;
  }
}
