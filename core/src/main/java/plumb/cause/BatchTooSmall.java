package plumb.cause;

import java.util.List;
import plumb.run.CauseId;
import plumb.run.Evidence;
import plumb.run.Reading;
import plumb.run.Unit;
import plumb.treatment.TrainingTreatments.Batch;
import plumb.wording.Wording;

/** Batches so small that every update follows the noise of single rows. */
final class BatchTooSmall implements CauseRule {
  /** Rows of a batch, up to which its gradient is that of single rows. */
  private static final int SINGLE_ROWS = 2;

  /** With fewer rows in all, small batches are what there is. */
  private static final int FEWEST_ROWS = 100;

  private static final Batch USUAL = new Batch(32);

  @Override
  public CauseId id() {
    return CauseId.BATCH_TOO_SMALL;
  }

  @Override
  public List<Finding> suspects(CaseFile file) {
    int batch = file.card().batch();
    return batch <= SINGLE_ROWS && file.train().rows() >= FEWEST_ROWS
        ? List.of(
            new Finding(
                id(),
                0.4,
                Evidence.of(Reading.of("batch", batch, SINGLE_ROWS, Unit.COUNT)),
                Wording.of("batch.small", batch),
                List.of(USUAL)))
        : List.of();
  }

  @Override
  public CausePage page() {
    return new CausePage(
        "how many rows an update sees",
        List.of(
            "at most %d rows a batch, with at least %d rows to train on"
                .formatted(SINGLE_ROWS, FEWEST_ROWS)),
        List.of(USUAL.title()),
        CausePages.TAKEN_AWAY);
  }
}
