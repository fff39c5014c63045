package plumb.cause;

import java.util.List;

/** A question about the columns of a table, which several of its kind ask of the same sample. */
interface SampleQuestion extends DataQuestion {
  /**
   * What is wrong, the worst first.
   *
   * @param sample of the rows
   * @param ties how each of its inputs determines the target, see {@link TableSample#ties}
   */
  List<Finding> ask(TableSample sample, List<Tie> ties);

  @Override
  default List<Finding> ask(DataCase data) {
    return TableSample.of(data).map(sample -> ask(sample, sample.ties())).orElse(List.of());
  }
}
