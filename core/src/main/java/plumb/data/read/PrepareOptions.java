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
 * @param validation where the validation rows come from
 * @param inputs what is done to numeric inputs
 * @param rawTargets whether regression targets are left as they are instead of standardized
 * @param shuffle whether rows are shuffled before a share is held out, which is then stratified by
 *     class; without, the last rows are held out and all stay in the order of the file
 * @param seed of the shuffle
 * @param labels other spellings of the target's labels, each with the label it stands for
 * @param missing how a missing value will be spelled when predicting
 * @param maxLevels how many words of a column get an input of their own, the most frequent first
 */
public record PrepareOptions(
    Optional<ColumnRef> target,
    Task task,
    List<ColumnRef> exclude,
    Validation validation,
    Scaling inputs,
    boolean rawTargets,
    boolean shuffle,
    long seed,
    Map<String, String> labels,
    List<String> missing,
    int maxLevels) {
  public PrepareOptions {
    exclude = List.copyOf(exclude);
    labels = Map.copyOf(labels);
    missing = List.copyOf(missing);
  }

  /** The last column predicted from all others; a shuffled fifth held out; standardized. */
  public static PrepareOptions usual() {
    return new PrepareOptions(
        Optional.empty(),
        Task.AUTO,
        List.of(),
        new Validation.Share(0.2),
        Scaling.AUTO,
        false,
        true,
        1,
        Map.of(),
        MissingValues.USUAL,
        64);
  }

  /** The same with another target, by name or number. */
  public PrepareOptions withTarget(String column) {
    return new PrepareOptions(
        Optional.of(new ColumnRef(column)),
        task,
        exclude,
        validation,
        inputs,
        rawTargets,
        shuffle,
        seed,
        labels,
        missing,
        maxLevels);
  }

  /** The same with another task. */
  public PrepareOptions withTask(Task value) {
    return new PrepareOptions(
        target,
        value,
        exclude,
        validation,
        inputs,
        rawTargets,
        shuffle,
        seed,
        labels,
        missing,
        maxLevels);
  }

  /** The same without some columns, by name or number. */
  public PrepareOptions withExclude(List<String> columns) {
    return new PrepareOptions(
        target,
        task,
        columns.stream().map(ColumnRef::new).toList(),
        validation,
        inputs,
        rawTargets,
        shuffle,
        seed,
        labels,
        missing,
        maxLevels);
  }

  /** The same with other validation rows. */
  public PrepareOptions withValidation(Validation value) {
    return new PrepareOptions(
        target,
        task,
        exclude,
        value,
        inputs,
        rawTargets,
        shuffle,
        seed,
        labels,
        missing,
        maxLevels);
  }

  /** The same with another scaling of the inputs. */
  public PrepareOptions withInputs(Scaling value) {
    return new PrepareOptions(
        target,
        task,
        exclude,
        validation,
        value,
        rawTargets,
        shuffle,
        seed,
        labels,
        missing,
        maxLevels);
  }

  /** The same with raw or standardized regression targets. */
  public PrepareOptions withRawTargets(boolean value) {
    return new PrepareOptions(
        target,
        task,
        exclude,
        validation,
        inputs,
        value,
        shuffle,
        seed,
        labels,
        missing,
        maxLevels);
  }

  /** The same, shuffled or not. */
  public PrepareOptions withShuffle(boolean value) {
    return new PrepareOptions(
        target,
        task,
        exclude,
        validation,
        inputs,
        rawTargets,
        value,
        seed,
        labels,
        missing,
        maxLevels);
  }

  /** The same with another seed. */
  public PrepareOptions withSeed(long value) {
    return new PrepareOptions(
        target,
        task,
        exclude,
        validation,
        inputs,
        rawTargets,
        shuffle,
        value,
        labels,
        missing,
        maxLevels);
  }

  /** The same with other spellings of labels. */
  public PrepareOptions withLabels(Map<String, String> value) {
    return new PrepareOptions(
        target,
        task,
        exclude,
        validation,
        inputs,
        rawTargets,
        shuffle,
        seed,
        value,
        missing,
        maxLevels);
  }

  /** The same with other spellings of missing values. */
  public PrepareOptions withMissing(List<String> value) {
    return new PrepareOptions(
        target,
        task,
        exclude,
        validation,
        inputs,
        rawTargets,
        shuffle,
        seed,
        labels,
        value,
        maxLevels);
  }

  /** The same with another limit of words with an input of their own. */
  public PrepareOptions withMaxLevels(int value) {
    return new PrepareOptions(
        target,
        task,
        exclude,
        validation,
        inputs,
        rawTargets,
        shuffle,
        seed,
        labels,
        missing,
        value);
  }
}
