package plumb.data.read;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import plumb.data.ColumnRef;
import plumb.data.Decimal;

/**
 * What is known of a file before it is read, where the file itself does not decide.
 *
 * @param target which column is predicted
 * @param trained what the columns were when a model was trained
 * @param decimal sign of decimals when a model was trained
 */
public record Hints(Target target, Map<String, ReadAs> trained, Optional<Decimal> decimal) {
  /** Nothing is known. */
  public static final Hints NONE = new Hints(new Target.None(), Map.of(), Optional.empty());

  public Hints {
    trained = Map.copyOf(trained);
  }

  /** Which column is predicted: its classes are never put together, nor left out as misfits. */
  public sealed interface Target {
    /** None is known. */
    record None() implements Target {}

    /** The last one. */
    record Last() implements Target {}

    /** One by name or number. */
    record Named(ColumnRef column) implements Target {}

    /** Its index, if there is such a column. */
    default OptionalInt index(List<String> names) {
      return switch (this) {
        case None _ -> OptionalInt.empty();
        case Last _ -> OptionalInt.of(names.size() - 1);
        case Named(ColumnRef column) -> column.find(names);
      };
    }
  }
}
