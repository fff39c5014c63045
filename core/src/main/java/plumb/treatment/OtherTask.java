package plumb.treatment;

import java.util.Optional;
import plumb.data.read.Task;
import plumb.run.Card;
import plumb.wording.Wording;

/**
 * The target is learned as classes or as a quantity, with the head and the loss that suit it.
 *
 * @param task which of both
 */
public record OtherTask(Task task) implements Treatment {
  @Override
  public String title() {
    return Wording.of(task == Task.CLASSIFICATION ? "treatment.classes" : "treatment.quantity");
  }

  @Override
  public String reason() {
    return Wording.of("treatment.other-task.reason");
  }

  @Override
  public Card apply(Card card) {
    return card.withData(card.data().withTask(task).withRawTargets(false))
        .withHead(Optional.empty())
        .withLoss(Optional.empty());
  }
}
