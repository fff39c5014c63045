package plumb.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import plumb.data.BadInput;
import plumb.data.ColumnRef;
import plumb.data.read.Cleaning;
import plumb.data.read.Origin;
import plumb.data.read.ReadOptions;
import plumb.data.read.ReadOptions.Header;
import plumb.data.read.Scaling;
import plumb.data.read.Spelling;
import plumb.data.read.Task;

/**
 * The data part of a card.
 *
 * @param train where the training examples come from
 * @param target the column to predict, by name or 1-based number; empty for image sets, which bring
 *     their labels
 * @param task what kind of prediction
 * @param exclude columns to leave out, by name or number
 * @param keep columns that stay inputs although they only count the rows, by name or number
 * @param validation where the validation examples come from
 * @param test what is measured once, at the very end; empty for nothing
 * @param inputs how numbers are put on a common scale
 * @param rawTargets whether regression targets are left as they are instead of standardized
 * @param shuffle whether rows are shuffled before the split and before every epoch
 * @param header whether the first line of a text file names the columns
 * @param labels spellings of classes to be read as another: from, to
 * @param cleaning what is left out, repeated or filled in before anything is fitted
 * @param spelling what is said of how the files are written
 */
public record DataSettings(
    Origin train,
    Optional<String> target,
    Task task,
    List<String> exclude,
    List<String> keep,
    Validation validation,
    Optional<Test> test,
    Scaling inputs,
    boolean rawTargets,
    boolean shuffle,
    Header header,
    Map<String, String> labels,
    Cleaning cleaning,
    Spelling spelling) {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");

  public DataSettings {
    exclude = List.copyOf(exclude);
    keep = List.copyOf(keep);
    labels = Map.copyOf(labels);
  }

  /** With all training rows, once. */
  public DataSettings(
      Path train,
      Optional<String> target,
      Task task,
      List<String> exclude,
      Validation validation,
      Optional<Test> test,
      Scaling inputs,
      boolean rawTargets,
      boolean shuffle,
      Header header,
      Map<String, String> labels) {
    this(
        Origin.of(train),
        target,
        task,
        exclude,
        List.of(),
        validation,
        test,
        inputs,
        rawTargets,
        shuffle,
        header,
        labels,
        Cleaning.NONE,
        Spelling.FOUND_OUT);
  }

  /** A file and its target with every default: a fifth of the rows for validation, standardized. */
  public static DataSettings of(Path train, Optional<String> target) {
    return of(Origin.of(train), target);
  }

  /** The same of data that lie elsewhere than in a single file. */
  public static DataSettings of(Origin train, Optional<String> target) {
    return new DataSettings(
        train,
        target,
        Task.AUTO,
        List.of(),
        List.of(),
        new Validation.Share(0.2),
        Optional.empty(),
        Scaling.AUTO,
        false,
        true,
        Header.AUTO,
        Map.of(),
        Cleaning.NONE,
        Spelling.FOUND_OUT);
  }

  /** The same with another file to train on. */
  public DataSettings withTrain(Path file) {
    return withTrain(Origin.of(file));
  }

  /** The same with other data to train on. */
  public DataSettings withTrain(Origin origin) {
    return new DataSettings(
        origin,
        target,
        task,
        exclude,
        keep,
        validation,
        test,
        inputs,
        rawTargets,
        shuffle,
        header,
        labels,
        cleaning,
        spelling);
  }

  /** The same with another test set. */
  public DataSettings withTest(Optional<Test> test) {
    return new DataSettings(
        train,
        target,
        task,
        exclude,
        keep,
        validation,
        test,
        inputs,
        rawTargets,
        shuffle,
        header,
        labels,
        cleaning,
        spelling);
  }

  /** The same with another header setting. */
  public DataSettings withHeader(Header header) {
    return new DataSettings(
        train,
        target,
        task,
        exclude,
        keep,
        validation,
        test,
        inputs,
        rawTargets,
        shuffle,
        header,
        labels,
        cleaning,
        spelling);
  }

  /** The same with another target column. */
  public DataSettings withTarget(Optional<String> target) {
    return new DataSettings(
        train,
        target,
        task,
        exclude,
        keep,
        validation,
        test,
        inputs,
        rawTargets,
        shuffle,
        header,
        labels,
        cleaning,
        spelling);
  }

  /** The same with other columns left out. */
  public DataSettings withExclude(List<String> columns) {
    return new DataSettings(
        train,
        target,
        task,
        columns,
        keep,
        validation,
        test,
        inputs,
        rawTargets,
        shuffle,
        header,
        labels,
        cleaning,
        spelling);
  }

  /** The same with other columns that stay inputs although they only count the rows. */
  public DataSettings withKeep(List<String> columns) {
    return new DataSettings(
        train,
        target,
        task,
        exclude,
        columns,
        validation,
        test,
        inputs,
        rawTargets,
        shuffle,
        header,
        labels,
        cleaning,
        spelling);
  }

  /** The same with other validation rows. */
  public DataSettings withValidation(Validation other) {
    return new DataSettings(
        train,
        target,
        task,
        exclude,
        keep,
        other,
        test,
        inputs,
        rawTargets,
        shuffle,
        header,
        labels,
        cleaning,
        spelling);
  }

  /** The same for another kind of prediction. */
  public DataSettings withTask(Task other) {
    return new DataSettings(
        train,
        target,
        other,
        exclude,
        keep,
        validation,
        test,
        inputs,
        rawTargets,
        shuffle,
        header,
        labels,
        cleaning,
        spelling);
  }

  /** The same with inputs on another scale. */
  public DataSettings withInputs(Scaling scaling) {
    return new DataSettings(
        train,
        target,
        task,
        exclude,
        keep,
        validation,
        test,
        scaling,
        rawTargets,
        shuffle,
        header,
        labels,
        cleaning,
        spelling);
  }

  /** The same with regression targets as they are, or standardized. */
  public DataSettings withRawTargets(boolean raw) {
    return new DataSettings(
        train,
        target,
        task,
        exclude,
        keep,
        validation,
        test,
        inputs,
        raw,
        shuffle,
        header,
        labels,
        cleaning,
        spelling);
  }

  /** The same, shuffled or not. */
  public DataSettings withShuffle(boolean shuffled) {
    return new DataSettings(
        train,
        target,
        task,
        exclude,
        keep,
        validation,
        test,
        inputs,
        rawTargets,
        shuffled,
        header,
        labels,
        cleaning,
        spelling);
  }

  /** The same with files that are written otherwise. */
  public DataSettings withSpelling(Spelling other) {
    return new DataSettings(
        train,
        target,
        task,
        exclude,
        keep,
        validation,
        test,
        inputs,
        rawTargets,
        shuffle,
        header,
        labels,
        cleaning,
        other);
  }

  /** How the training file is read, as far as this says; the rest is found out. */
  public ReadOptions reading() {
    return ReadOptions.usual()
        .withHeader(header)
        .withSpelling(spelling)
        .withTarget(target.map(ColumnRef::new));
  }

  /** Whether a text is the number of a share rather than the name of a file. */
  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /** The same, cleaned otherwise. */
  public DataSettings withCleaning(Cleaning others) {
    return new DataSettings(
        train,
        target,
        task,
        exclude,
        keep,
        validation,
        test,
        inputs,
        rawTargets,
        shuffle,
        header,
        labels,
        others,
        spelling);
  }

  /**
   * Whether training and validation rows are drawn one by one at random out of one file, so that
   * they cannot be of different kinds.
   */
  public boolean drawnAtRandom() {
    return shuffle && validation instanceof Validation.Share share && share.rowByRow();
  }

  /** The same with other spellings of classes. */
  public DataSettings withLabels(Map<String, String> others) {
    return new DataSettings(
        train,
        target,
        task,
        exclude,
        keep,
        validation,
        test,
        inputs,
        rawTargets,
        shuffle,
        header,
        others,
        cleaning,
        spelling);
  }

  /** Where validation examples come from. */
  public sealed interface Validation {
    /**
     * A share of the training file, stratified by class.
     *
     * @param share between 0 and 1
     * @param group column, by name or number; rows with the same value stay on one side
     * @param time column, by name or number, whose latest rows are held out; not beside a group
     * @param folds in how many parts the rows are held out one after the other
     */
    record Share(double share, Optional<String> group, Optional<String> time, Folds folds)
        implements Validation {
      public Share {
        if (group.isPresent() && time.isPresent()) {
          throw new BadInput(
              "validation is by group (%s) or by time (%s), not by both; remove one of them"
                  .formatted(group.get(), time.get()));
        }
      }

      /** Drawn row by row, with the usual folds. */
      public Share(double share) {
        this(share, Optional.empty(), Optional.empty(), Folds.AUTO);
      }

      /** Whether any row may be held out without any other. */
      public boolean rowByRow() {
        return group.isEmpty() && time.isEmpty();
      }
    }

    /** A file of their own. */
    record File(Path path) implements Validation {}

    /** Nowhere: the recipe then can only judge the training result. */
    record None() implements Validation {}
  }

  /** In how many parts the rows are held out one after the other, to be measured on all of them. */
  public sealed interface Folds {
    /** In folds where the rows are too few for a single split. */
    Folds AUTO = new Auto();

    /** A single split. */
    Folds NONE = new None();

    /** In folds where the rows are too few for a single split. */
    record Auto() implements Folds {}

    /** A single split. */
    record None() implements Folds {}

    /**
     * A number of folds.
     *
     * @param count at least 2
     */
    record Count(int count) implements Folds {
      public Count {
        if (count < 2) {
          throw new BadInput("folds must be at least 2, not " + count);
        }
      }
    }
  }

  /** Where test examples come from. */
  public sealed interface Test {
    /** A share of the training file, above 0 and below 1, put aside before all else. */
    record Share(double share) implements Test {
      public Share {
        if (!(share > 0 && share < 1)) {
          throw new BadInput(
              "The share of rows held out for the test must be above 0 and below 1, not " + share);
        }
      }

      @Override
      public String toString() {
        return String.valueOf(share);
      }
    }

    /** A file of their own. */
    record File(Path path) implements Test {
      @Override
      public String toString() {
        return path.toString();
      }
    }

    /**
     * What a person writes: a number is a share, everything else a file.
     *
     * @param file the path that a text names
     * @throws BadInput if the number is not above 0 and below 1
     */
    static Test of(String text, Function<String, Path> file) {
      return isNumber(text) ? new Share(Double.parseDouble(text)) : new File(file.apply(text));
    }
  }
}
