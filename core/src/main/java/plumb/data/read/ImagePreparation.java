package plumb.data.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import plumb.data.BadInput;
import plumb.data.ColumnType;
import plumb.data.Encoding;
import plumb.data.Examples;
import plumb.data.Feature;
import plumb.data.Inputs;
import plumb.data.Target;
import plumb.data.Targets;

/** Prepares images: pixels stay bytes, scaled by one factor and offset for all of them. */
final class ImagePreparation {
  private final Images images;
  private final PrepareOptions options;

  ImagePreparation(Images images, PrepareOptions options) {
    this.images = images;
    this.options = options;
  }

  Prepared prepare() {
    if (!images.labelled()) {
      throw new BadInput("%s has no labels to learn from".formatted(images.name()));
    }
    int classes = images.classes().size();
    long present = Arrays.stream(images.labels()).distinct().count();
    if (present < 2) {
      throw new BadInput(
          "All images of %s have the same label; there is nothing to learn"
              .formatted(images.name()));
    }
    int[] rows = IntStream.range(0, images.rows()).toArray();
    Splitter.Parts parts =
        switch (options.validation()) {
          case Validation.Share(double share) ->
              options.shuffle()
                  ? Splitter.stratified(rows, images.labels(), classes, share, options.seed())
                  : Splitter.last(rows, share);
          case Validation.Given _, Validation.None _ -> new Splitter.Parts(rows, new int[0]);
        };
    Feature.Pixels pixels = fit(parts.train());
    Encoding encoding =
        new Encoding(
            List.of(pixels),
            new Target.Classification(Images.LABEL, images.classes()),
            options.missing());
    Optional<TestData> given = Preparation.given(encoding, options);
    Optional<Examples> validation =
        parts.validation().length > 0
            ? Optional.of(examples(pixels, images, parts.validation(), classes))
            : Preparation.examples(given);
    List<String> notes = new ArrayList<>(images.notes());
    given.ifPresent(data -> notes.addAll(data.notes()));
    return new Prepared(
        encoding,
        examples(pixels, images, parts.train(), classes),
        validation,
        parts.train(),
        given.map(TestData::rows).orElse(parts.validation()),
        profile(),
        new Prepared.SplitReport(
            parts.train().length,
            validation.map(Examples::rows).orElse(0),
            shared(parts.train(), parts.validation())),
        notes,
        Preparation.hash(images, options));
  }

  private Feature.Pixels fit(int[] rows) {
    double scale = 1;
    double shift = 0;
    switch (options.inputs()) {
      case RAW -> {}
      case MIN_MAX -> scale = 1 / 255.0;
      case STANDARDIZE -> {
        long sum = 0;
        long squares = 0;
        for (int row : rows) {
          int from = row * images.size();
          for (int i = from; i < from + images.size(); i++) {
            int pixel = images.pixels()[i] & 0xff;
            sum += pixel;
            squares += (long) pixel * pixel;
          }
        }
        double count = (double) rows.length * images.size();
        double mean = sum / count;
        double deviation = Math.sqrt(Math.max(1e-12, squares / count - mean * mean));
        scale = 1 / deviation;
        shift = -mean / deviation;
      }
    }
    return new Feature.Pixels(
        Images.PIXELS,
        images.height(),
        images.width(),
        images.channels(),
        (float) scale,
        (float) shift);
  }

  private static Examples examples(Feature.Pixels pixels, Images images, int[] rows, int classes) {
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = images.labels()[rows[i]];
    }
    return new Examples(gather(pixels, images, rows), new Targets.Classes(labels, classes));
  }

  private static Inputs gather(Feature.Pixels pixels, Images images, int[] rows) {
    int size = images.size();
    byte[] bytes = new byte[Math.multiplyExact(rows.length, size)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(images.pixels(), rows[i] * size, bytes, i * size, size);
    }
    float[] scale = new float[size];
    float[] shift = new float[size];
    Arrays.fill(scale, pixels.scale());
    Arrays.fill(shift, pixels.shift());
    return new Inputs.Bytes(bytes, rows.length, size, scale, shift);
  }

  private static Feature.Pixels pixels(Encoding encoding, Images images) {
    if (encoding.features().size() == 1
        && encoding.features().getFirst() instanceof Feature.Pixels pixels
        && pixels.width() == images.size()) {
      return pixels;
    }
    throw new BadInput(
        "%s holds images of %d numbers, but the model takes %d; give data of the kind it was trained on"
            .formatted(images.name(), images.size(), encoding.width()));
  }

  static TestData test(Encoding encoding, Images images) {
    Feature.Pixels pixels = pixels(encoding, images);
    int classes = ((Target.Classification) encoding.target()).labels().size();
    if (!images.labelled() || images.classes().size() > classes) {
      throw new BadInput(
          "%s has labels the model has never seen or none at all".formatted(images.name()));
    }
    int[] rows = IntStream.range(0, images.rows()).toArray();
    return new TestData(examples(pixels, images, rows, classes), rows, images.notes());
  }

  static Inputs inputs(Encoding encoding, Images images) {
    return gather(pixels(encoding, images), images, IntStream.range(0, images.rows()).toArray());
  }

  private int shared(int[] train, int[] validation) {
    Set<Integer> seen = new HashSet<>();
    for (int row : train) {
      seen.add(hash(row));
    }
    int shared = 0;
    for (int row : validation) {
      shared += seen.contains(hash(row)) ? 1 : 0;
    }
    // A hash of 32 bits meets another by chance; do not report what chance explains.
    double byChance = (double) validation.length * train.length / (1L << 32);
    return shared > 10 * byChance + 1 ? shared : 0;
  }

  private int hash(int row) {
    int hash = 1;
    for (int i = row * images.size(); i < (row + 1) * images.size(); i++) {
      hash = 31 * hash + images.pixels()[i];
    }
    return hash;
  }

  private Profile profile() {
    int[] counts = new int[images.classes().size()];
    for (int label : images.labels()) {
      counts[label]++;
    }
    List<Profile.LevelCount> levels = new ArrayList<>();
    for (int c = 0; c < counts.length; c++) {
      levels.add(new Profile.LevelCount(images.classes().get(c), counts[c]));
    }
    Profile.ColumnProfile label =
        new Profile.ColumnProfile(
            Images.LABEL,
            ColumnType.CATEGORY,
            Profile.Use.TARGET,
            0,
            counts.length,
            null,
            levels,
            List.of());
    return new Profile(images.name(), images.rows(), 0, 0, 0, label, List.of(), images.notes());
  }
}
