package plumb.faults;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The rows of every field case, made anew from a seed: no data are kept in the repository. */
final class FieldData {
  private static final Map<String, Function<Draw, FieldRows>> CURVES = FieldCurves.all();
  private static final Map<String, Function<Draw, FieldRows>> CLASSES = FieldClasses.all();
  private static final Map<String, Function<Draw, FieldRows>> PEOPLE = FieldPeople.all();
  private static final Map<String, BiFunction<Draw, Path, FieldRows>> DIGITS = FieldDigits.all();

  private FieldData() {}

  /**
   * The rows of a case.
   *
   * @param name of the case, {@code so-31556268}
   * @param examples folder with digits.csv
   * @throws IllegalArgumentException if nobody knows how to make them
   */
  static FieldRows of(String name, long seed, Path examples) {
    Draw draw = Draw.of(name, seed);
    if (CURVES.containsKey(name)) {
      return CURVES.get(name).apply(draw);
    }
    if (CLASSES.containsKey(name)) {
      return CLASSES.get(name).apply(draw);
    }
    if (PEOPLE.containsKey(name)) {
      return PEOPLE.get(name).apply(draw);
    }
    if (DIGITS.containsKey(name)) {
      return DIGITS.get(name).apply(draw, examples);
    }
    throw new IllegalArgumentException("there are no rows for the field case " + name);
  }
}
