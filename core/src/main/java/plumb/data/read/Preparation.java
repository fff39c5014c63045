package plumb.data.read;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import plumb.data.Encoding;
import plumb.math.Team;

/** From raw columns to examples: infers the task, splits, profiles, fits the encoding. */
public final class Preparation {
  private Preparation() {}

  /**
   * Makes training and validation examples.
   *
   * @throws plumb.data.BadInput if nothing can be learned from the source
   */
  public static Prepared prepare(Source source, PrepareOptions options) {
    try (Team team = Tasks.everyProcessor()) {
      return prepare(source, options, team);
    }
  }

  /**
   * The same by the threads of a team; the result does not depend on how many they are.
   *
   * @throws plumb.data.BadInput if nothing can be learned from the source
   */
  public static Prepared prepare(Source source, PrepareOptions options, Team team) {
    return switch (source) {
      case Table table -> new TablePreparation(table, options, team).prepare();
      case Images images -> new ImagePreparation(images, options).prepare();
    };
  }

  /**
   * Makes training examples of all rows and no validation examples, whatever the options say of
   * validation; a column that rows are grouped by is no input here either.
   *
   * @throws plumb.data.BadInput if nothing can be learned from the source
   */
  public static Prepared whole(Source source, PrepareOptions options, Team team) {
    return switch (source) {
      case Table table -> new TablePreparation(table, options, team).whole();
      case Images images -> new ImagePreparation(images, options).whole();
    };
  }

  /**
   * Divides the rows into folds and holds out one after the other: the examples of each fold have
   * an encoding of their own, fitted on its training rows alone. Folds differ by a row at most, in
   * all and in each class, as far as groups and equal times allow; every row is held out once a
   * repeat, but for the only row of a class and rows without a time, which are trained on in every
   * fold. By time a fold is trained on all earlier rows, and the earliest are never held out.
   * Validation rows of a source of their own are not looked at.
   *
   * <p>Notes and profile are of the whole source; the notes stand in the first fold only.
   *
   * @param folds how many, at least 2; where there are fewer rows, groups or times, as many as can
   *     be held out: with as many as rows each is held out alone
   * @param repeats how often, each time divided anew, at least 1; where every division is the same
   *     (rows held out alone, by time, without shuffling) there is a single one
   * @return fold after fold, repeat after repeat
   * @throws plumb.data.BadInput if nothing can be learned from the source, or no row held out
   */
  public static List<Prepared> folds(
      Source source, PrepareOptions options, int folds, int repeats, Team team) {
    if (folds < 2 || repeats < 1) {
      throw new IllegalArgumentException("%d folds %d times".formatted(folds, repeats));
    }
    return switch (source) {
      case Table table -> new TablePreparation(table, options, team).folds(folds, repeats);
      case Images images -> new ImagePreparation(images, options).folds(folds, repeats);
    };
  }

  /**
   * Makes examples of another source by an encoding already fitted. Rows without a target are left
   * out.
   *
   * @param labels other spellings of the target's labels, each with the label it stands for
   * @throws plumb.data.BadInput if a column or the target is absent, or has labels never seen
   */
  public static TestData prepareTest(Encoding encoding, Source source, Map<String, String> labels) {
    return switch (source) {
      case Table table -> {
        try (Team team = Tasks.everyProcessor()) {
          yield TablePreparation.test(encoding, table, labels, team);
        }
      }
      case Images images -> ImagePreparation.test(encoding, images);
    };
  }

  /**
   * Encodes a source whose target is absent or ignored.
   *
   * @throws plumb.data.BadInput if a column is absent
   */
  public static InputData inputs(Encoding encoding, Source source) {
    return switch (source) {
      case Table table -> {
        try (Team team = Tasks.everyProcessor()) {
          yield TablePreparation.inputs(encoding, table, team);
        }
      }
      case Images images ->
          new InputData(ImagePreparation.inputs(encoding, images), images.notes(), List.of());
    };
  }

  /** The validation examples of a source of their own, with where they come from. */
  static Optional<TestData> given(
      Encoding encoding, Optional<Source> source, PrepareOptions options) {
    return source.map(s -> prepareTest(encoding, s, options.labels()));
  }

  /** The validation source, read in the way of the encoding, if it is one of its own. */
  static Optional<Source> givenSource(Encoding encoding, Validation validation) {
    return switch (validation) {
      case Validation.Given(Function<Encoding, Source> reader) ->
          Optional.of(reader.apply(encoding));
      case Validation.Share _, Validation.None _ -> Optional.empty();
    };
  }

  /** A source that is a table. */
  static Optional<Table> table(Optional<Source> source) {
    return source.filter(Table.class::isInstance).map(Table.class::cast);
  }

  /** The hash of a run's data. */
  static String hash(Source source, Optional<Source> given) {
    return given
        .map(other ->
            Content.hash(
                (source.hash() + other.hash()).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .orElseGet(source::hash);
  }

  /** How many examples of {@code data} repeat a training or validation example in every input. */
  public static int shared(Prepared prepared, TestData data) {
    LongStream known = Arrays.stream(RowHash.ofEncoded(prepared.train()));
    if (prepared.validation().isPresent()) {
      known =
          LongStream.concat(known, Arrays.stream(RowHash.ofEncoded(prepared.validation().get())));
    }
    return RowHash.shared(RowHash.ofEncoded(data.examples()), known.toArray());
  }
}
