package plumb.data.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    Splitter.Candidates from = candidates();
    Splitter.Parts parts =
        switch (options.validation()) {
          case Validation.Share(double share, Division by) ->
              Splitter.of(by, images).hold(from, share, order());
          case Validation.Given _, Validation.None _ -> allRows(from);
        };
    return prepared(parts, options.validation());
  }

  /** All rows for training, whatever is asked of validation. */
  Prepared whole() {
    return prepared(allRows(candidates()), new Validation.None());
  }

  private static Splitter.Parts allRows(Splitter.Candidates from) {
    return new Splitter.Parts(from.rows(), new int[0]);
  }

  private Splitter.Order order() {
    return new Splitter.Order(options.shuffle(), options.seed());
  }

  private Splitter.Candidates candidates() {
    if (!images.labelled()) {
      throw new BadInput(
          "%s has no labels to learn from; put %s beside it"
              .formatted(images.name(), IdxReader.labelName(Path.of(images.name()))));
    }
    int[] rows = options.cleaning().examples(images.rows()).toArray();
    int[] labels = Arrays.stream(rows).map(row -> images.labels()[row]).toArray();
    long present = Arrays.stream(labels).distinct().count();
    if (present < 2) {
      throw new BadInput(
          "All images of %s have the same label; there is nothing to learn"
              .formatted(images.name()));
    }
    return new Splitter.Candidates(rows, labels, images.classes().size());
  }

  /** Fold after fold; the pixels are not copied. */
  List<Prepared> folds(int folds, int repeats) {
    Splitter splitter = Splitter.of(options.validation().division(), images);
    List<Splitter.Parts> all = splitter.folds(candidates(), folds, repeats, order());
    if (all.isEmpty()) {
      throw new BadInput(
          "%s: every class has a single image, so none can be held out; give more images"
              .formatted(images.name()));
    }
    Profile profile = profile(images.notes());
    List<Prepared> prepared = new ArrayList<>();
    for (Splitter.Parts dealt : all) {
      Splitter.Parts parts = cleaned(dealt);
      Feature.Pixels pixels = fit(parts.train());
      prepared.add(
          new Prepared(
              encoding(pixels),
              view(pixels, parts.train()),
              Optional.of(view(pixels, parts.validation())),
              parts.train(),
              parts.validation(),
              profile,
              new Prepared.SplitReport(
                  parts.train().length, parts.validation().length, shared(parts, Optional.empty())),
              prepared.isEmpty() ? images.notes() : List.of(),
              images.hash(),
              Optional.empty(),
              Optional.empty()));
    }
    return prepared;
  }

  /** Some of the images as they lie in memory. */
  private Examples view(Feature.Pixels pixels, int[] rows) {
    return new Examples(
            inputs(pixels, images.pixels(), images.rows()),
            new Targets.Classes(images.labels(), images.classes().size()))
        .select(rows);
  }

  private Splitter.Parts cleaned(Splitter.Parts dealt) {
    int[] labelOf = Arrays.stream(dealt.train()).map(row -> images.labels()[row]).toArray();
    return new Splitter.Parts(options.cleaning().of(dealt.train(), labelOf), dealt.validation());
  }

  private Encoding encoding(Feature.Pixels pixels) {
    return new Encoding(
        List.of(pixels),
        new Target.Classification(Images.LABEL, images.classes()),
        options.missing());
  }

  private Prepared prepared(Splitter.Parts dealt, Validation validated) {
    int classes = images.classes().size();
    Splitter.Parts parts = cleaned(dealt);
    Feature.Pixels pixels = fit(parts.train());
    Encoding encoding = encoding(pixels);
    Optional<Source> source = Preparation.givenSource(encoding, validated);
    Optional<TestData> given = Preparation.given(encoding, source, options);
    Optional<Examples> validation =
        parts.validation().length > 0
            ? Optional.of(examples(pixels, images, parts.validation(), classes))
            : given.map(TestData::examples);
    List<String> notes = new ArrayList<>(images.notes());
    given.ifPresent(data -> notes.addAll(data.notes()));
    int held = validation.map(Examples::rows).orElse(0);
    int shared = shared(parts, source);
    if (shared > 0) {
      notes.add(
          "%d of %d validation images repeat a training image, so the validation result may look better than it is"
              .formatted(shared, held));
    }
    return new Prepared(
        encoding,
        examples(pixels, images, parts.train(), classes),
        validation,
        parts.train(),
        given.map(TestData::rows).orElse(parts.validation()),
        profile(notes),
        new Prepared.SplitReport(parts.train().length, held, shared),
        notes,
        Preparation.hash(images, source),
        Optional.empty(),
        Optional.empty());
  }

  private Feature.Pixels fit(int[] rows) {
    double scale = 1;
    double shift = 0;
    switch (options.inputs()) {
      case RAW -> {}
      case MIN_MAX -> scale = 1 / 255.0;
      case AUTO, STANDARDIZE -> {
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
    return inputs(pixels, bytes, rows.length);
  }

  /** Images as they lie in memory. */
  private static Inputs inputs(Feature.Pixels pixels, byte[] bytes, int rows) {
    float[] scale = new float[pixels.width()];
    float[] shift = new float[pixels.width()];
    Arrays.fill(scale, pixels.scale());
    Arrays.fill(shift, pixels.shift());
    return new Inputs.Bytes(bytes, rows, pixels.width(), scale, shift);
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
    if (!images.labelled()) {
      throw new BadInput(
          "%s has no labels, so there is nothing to compare with; put the labels beside it, or predict without them"
              .formatted(images.name()));
    }
    List<String> known = ((Target.Classification) encoding.target()).labels();
    int[] rows = IntStream.range(0, images.rows()).toArray();
    int[] labels = new int[rows.length];
    for (int row : rows) {
      String label = images.classes().get(images.labels()[row]);
      labels[row] = known.indexOf(label);
      if (labels[row] < 0) {
        throw new BadInput(
            "%s: the label \"%s\" of image %d does not occur in the training data; the labels there are %s"
                .formatted(images.name(), label, row + 1, String.join(", ", known)));
      }
    }
    Examples examples =
        new Examples(gather(pixels, images, rows), new Targets.Classes(labels, known.size()));
    return new TestData(examples, rows, images.notes());
  }

  static Inputs inputs(Encoding encoding, Images images) {
    return gather(pixels(encoding, images), images, IntStream.range(0, images.rows()).toArray());
  }

  private int shared(Splitter.Parts parts, Optional<Source> given) {
    long[] train = RowHash.of(images, parts.train());
    return given.isPresent() && given.get() instanceof Images other
        ? RowHash.shared(RowHash.of(other, IntStream.range(0, other.rows()).toArray()), train)
        : RowHash.shared(RowHash.of(images, parts.validation()), train);
  }

  private Profile.ColumnProfile pixelProfile() {
    int[] counts = new int[256];
    for (byte pixel : images.pixels()) {
      counts[pixel & 0xff]++;
    }
    int[] all = IntStream.range(0, 256).filter(v -> counts[v] > 0).toArray();
    double mean = 0;
    double squares = 0;
    Integer[] bins = new Integer[16];
    Arrays.fill(bins, 0);
    for (int value : all) {
      double share = counts[value] / (double) images.pixels().length;
      mean += share * value;
      squares += share * value * value;
      bins[Math.min(15, 16 * (value - all[0]) / Math.max(1, all[all.length - 1] - all[0]))] +=
          counts[value];
    }
    return new Profile.ColumnProfile(
        Images.PIXELS,
        ColumnType.INTEGER,
        Profile.Use.INPUT,
        0,
        all.length,
        new Profile.NumberSummary(
            all[0],
            all[all.length - 1],
            mean,
            Math.sqrt(Math.max(0, squares - mean * mean)),
            List.of(bins)),
        List.of(),
        List.of(
            "%d x %d pixels%s, taken together"
                .formatted(
                    images.height(),
                    images.width(),
                    images.channels() == 1 ? "" : " in %d channels".formatted(images.channels()))));
  }

  private Profile profile(List<String> notes) {
    int[] everyRow = IntStream.range(0, images.rows()).toArray();
    long[] hashes = RowHash.of(images, everyRow);
    long[] labelled = hashes.clone();
    for (int row : everyRow) {
      labelled[row] ^= (images.labels()[row] + 1) * 0x9E3779B97F4A7C15L;
    }
    int distinct = RowHash.distinct(labelled);
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
    return new Profile(
        images.name(),
        images.rows(),
        0,
        images.rows() - distinct,
        distinct - RowHash.distinct(hashes),
        label,
        List.of(pixelProfile()),
        notes);
  }
}
