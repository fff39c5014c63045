package plumb.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The preprocessing fitted to the training rows, from raw values to the inputs of a network; part
 * of the model file.
 *
 * @param features the columns in use, in the order of their inputs
 * @param target the column to predict
 * @param missing how a missing value is spelled; trimmed, case matters
 * @param training what else is remembered of the columns trained on; null for nothing
 * @param decimal sign of decimals in the training file, where it decides; null for: none is known
 */
public record Encoding(
    List<Feature> features,
    Target target,
    List<String> missing,
    @Nullable TrainingColumns training,
    @Nullable Decimal decimal) {
  public Encoding {
    features = List.copyOf(features);
    missing = List.copyOf(missing);
  }

  /** Of a file that leaves the sign of decimals open. */
  public Encoding(
      List<Feature> features,
      Target target,
      List<String> missing,
      @Nullable TrainingColumns training) {
    this(features, target, missing, training, null);
  }

  /** Without a memory of the columns. */
  public Encoding(List<Feature> features, Target target, List<String> missing) {
    this(features, target, missing, TrainingColumns.NONE);
  }

  /** With the usual spellings of a missing value. */
  public Encoding(List<Feature> features, Target target) {
    this(features, target, MissingValues.USUAL);
  }

  /** The measures of the picture that every row is; empty where rows are no pictures. */
  public Optional<Feature.Pixels> pictures() {
    return features.size() == 1 && features.getFirst() instanceof Feature.Pixels pixels
        ? Optional.of(pixels)
        : Optional.empty();
  }

  /** Inputs of the network. */
  public int width() {
    int width = 0;
    for (Feature feature : features) {
      width += feature.width();
    }
    return width;
  }

  /** A name for each of the {@code width()} inputs. */
  public List<String> names() {
    List<String> names = new ArrayList<>(width());
    for (Feature feature : features) {
      names.addAll(feature.names());
    }
    return names;
  }

  /** Names of the raw columns in use, one a feature. */
  public List<String> columns() {
    return features.stream().map(Feature::column).toList();
  }

  /**
   * Writes the inputs for one raw row to {@code into[at .. at + width())}.
   *
   * @throws BadInput if a value cannot be read as its column's type
   */
  public void encode(Row row, float[] into, int at) {
    int next = at;
    for (int i = 0; i < features.size(); i++) {
      Feature feature = features.get(i);
      feature.write(present(feature, row.value(i)), into, next);
      next += feature.width();
    }
  }

  /**
   * What is in a raw row that no training row had; empty for a row like those trained on.
   *
   * @throws BadInput if a value cannot be read as its column's type
   */
  public List<Unfamiliar> unfamiliar(Row row) {
    List<Unfamiliar> found = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      remembered()
          .doubt(features.get(i), present(features.get(i), row.value(i)))
          .ifPresent(found::add);
    }
    return found;
  }

  /** What is remembered of the columns; models of earlier versions remember nothing. */
  public TrainingColumns remembered() {
    return training == null ? TrainingColumns.NONE : training;
  }

  private @Nullable Object present(Feature feature, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> {
        String trimmed = text.strip();
        yield missing.contains(trimmed) ? null : spelled(feature, trimmed);
      }
      case Double number when number.isNaN() -> null;
      case Float number when number.isNaN() -> null;
      default -> value;
    };
  }

  /** A number that is spelled as in the training file; what else a cell holds is left as it is. */
  private Object spelled(Feature feature, String text) {
    if (!(feature instanceof Feature.Numeric || feature instanceof Feature.LongTailed)) {
      return text;
    }
    if (decimal != Decimal.COMMA && NumberText.parse(text).isPresent()) {
      return text;
    }
    SpelledNumber number = SpelledNumber.of(text);
    if (number == null) {
      return text;
    }
    Decimal usual = decimal == null ? Decimal.POINT : decimal;
    double value = number.value(usual);
    double other = number.value(usual.other());
    return !Double.isNaN(value) ? (Object) value : Double.isNaN(other) ? text : (Object) other;
  }
}
