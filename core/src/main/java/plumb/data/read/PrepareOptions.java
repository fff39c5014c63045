package plumb.data.read;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumb.data.ColumnRef;
import plumb.data.MissingValues;

/**
 * How examples are made from a source.
 *
 * @param target column to predict; the last one if empty
 * @param task what kind of answer is learned
 * @param exclude columns to leave out
 * @param keep columns that stay inputs although they only count the rows
 * @param validation where the validation rows come from
 * @param inputs what is done to numeric inputs
 * @param rawTargets whether regression targets are left as they are instead of standardized
 * @param shuffle whether rows are shuffled before a share is held out, which is then stratified by
 *     class; without, the last rows are held out and all stay in the order of the file
 * @param seed of the shuffle
 * @param labels other spellings of the target's labels, each with the label it stands for
 * @param missing how a missing value will be spelled when predicting
 * @param maxLevels how many words of a column get an input of their own, the most frequent first
 * @param cleaning what is left out, repeated or filled in before anything is fitted
 */
public record PrepareOptions(
    Optional<ColumnRef> target,
    Task task,
    List<ColumnRef> exclude,
    List<ColumnRef> keep,
    Validation validation,
    Scaling inputs,
    boolean rawTargets,
    boolean shuffle,
    long seed,
    Map<String, String> labels,
    List<String> missing,
    int maxLevels,
    Cleaning cleaning) {
  public PrepareOptions {
    exclude = List.copyOf(exclude);
    keep = List.copyOf(keep);
    labels = Map.copyOf(labels);
    missing = List.copyOf(missing);
  }

  /** The last column predicted from all others; a shuffled fifth held out; standardized. */
  public static PrepareOptions usual() {
    return new PrepareOptions(
        Optional.empty(),
        Task.AUTO,
        List.of(),
        List.of(),
        new Validation.Share(0.2),
        Scaling.AUTO,
        false,
        true,
        1,
        Map.of(),
        MissingValues.USUAL,
        64,
        Cleaning.NONE);
  }

  /** The same with another target, by name or number. */
  public PrepareOptions withTarget(String column) {
    return new PrepareOptions(
        Optional.of(new ColumnRef(column)),
        task,
        exclude,
        keep,
        validation,
        inputs,
        rawTargets,
        shuffle,
        seed,
        labels,
        missing,
        maxLevels,
        cleaning);
  }

  /** The same with another task. */
  public PrepareOptions withTask(Task value) {
    return new PrepareOptions(
        target,
        value,
        exclude,
        keep,
        validation,
        inputs,
        rawTargets,
        shuffle,
        seed,
        labels,
        missing,
        maxLevels,
        cleaning);
  }

  /** The same without some columns, by name or number. */
  public PrepareOptions withExclude(List<String> columns) {
    return new PrepareOptions(
        target,
        task,
        columns.stream().map(ColumnRef::new).toList(),
        keep,
        validation,
        inputs,
        rawTargets,
        shuffle,
        seed,
        labels,
        missing,
        maxLevels,
        cleaning);
  }

  /** The same with columns that stay inputs although they only count the rows. */
  public PrepareOptions withKeep(List<String> columns) {
    return new PrepareOptions(
        target,
        task,
        exclude,
        columns.stream().map(ColumnRef::new).toList(),
        validation,
        inputs,
        rawTargets,
        shuffle,
        seed,
        labels,
        missing,
        maxLevels,
        cleaning);
  }

  /** The same with other validation rows. */
  public PrepareOptions withValidation(Validation value) {
    return new PrepareOptions(
        target,
        task,
        exclude,
        keep,
        value,
        inputs,
        rawTargets,
        shuffle,
        seed,
        labels,
        missing,
        maxLevels,
        cleaning);
  }

  /** The same with another scaling of the inputs. */
  public PrepareOptions withInputs(Scaling value) {
    return new PrepareOptions(
        target,
        task,
        exclude,
        keep,
        validation,
        value,
        rawTargets,
        shuffle,
        seed,
        labels,
        missing,
        maxLevels,
        cleaning);
  }

  /** The same with raw or standardized regression targets. */
  public PrepareOptions withRawTargets(boolean value) {
    return new PrepareOptions(
        target,
        task,
        exclude,
        keep,
        validation,
        inputs,
        value,
        shuffle,
        seed,
        labels,
        missing,
        maxLevels,
        cleaning);
  }

  /** The same, shuffled or not. */
  public PrepareOptions withShuffle(boolean value) {
    return new PrepareOptions(
        target,
        task,
        exclude,
        keep,
        validation,
        inputs,
        rawTargets,
        value,
        seed,
        labels,
        missing,
        maxLevels,
        cleaning);
  }

  /** The same with another seed. */
  public PrepareOptions withSeed(long value) {
    return new PrepareOptions(
        target,
        task,
        exclude,
        keep,
        validation,
        inputs,
        rawTargets,
        shuffle,
        value,
        labels,
        missing,
        maxLevels,
        cleaning);
  }

  /** The same with other spellings of labels. */
  public PrepareOptions withLabels(Map<String, String> value) {
    return new PrepareOptions(
        target,
        task,
        exclude,
        keep,
        validation,
        inputs,
        rawTargets,
        shuffle,
        seed,
        value,
        missing,
        maxLevels,
        cleaning);
  }

  /** The same with other spellings of missing values. */
  public PrepareOptions withMissing(List<String> value) {
    return new PrepareOptions(
        target,
        task,
        exclude,
        keep,
        validation,
        inputs,
        rawTargets,
        shuffle,
        seed,
        labels,
        value,
        maxLevels,
        cleaning);
  }

  /** The same with another limit of words with an input of their own. */
  public PrepareOptions withMaxLevels(int value) {
    return new PrepareOptions(
        target,
        task,
        exclude,
        keep,
        validation,
        inputs,
        rawTargets,
        shuffle,
        seed,
        labels,
        missing,
        value,
        cleaning);
  }

  /** The same, cleaned otherwise. */
  public PrepareOptions withCleaning(Cleaning value) {
    return new PrepareOptions(
        target,
        task,
        exclude,
        keep,
        validation,
        inputs,
        rawTargets,
        shuffle,
        seed,
        labels,
        missing,
        maxLevels,
        value);
  }
}
