package plumb.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import plumb.data.Encoding;
import plumb.data.Examples;
import plumb.data.Feature;
import plumb.data.Inputs;
import plumb.data.Target;
import plumb.data.Targets;
import plumb.experiment.Planted;
import plumb.math.RandomStream;
import plumb.math.Team;
import plumb.recipe.Neighbourhoods.Geometry;
import plumb.run.Reference;
import plumb.train.PrimaryScore;
import plumb.train.StopSignal;

class NeighbourhoodsTest {
  private static final Target CLASSES = new Target.Classification("y", List.of("no", "yes"));

  private static Feature.Pixels pixels(int height, int width, int channels) {
    return new Feature.Pixels("pixels", height, width, channels, 1, 0);
  }

  private static float[] features(Feature.Pixels pixels, float[] filters, float... picture) {
    Geometry geometry = Geometry.of(pixels).orElseThrow();
    try (Team team = Team.of(1)) {
      return new Neighbourhoods(geometry, filters)
          .of(new Inputs.Floats(picture, 1, picture.length), 0, 1, team);
    }
  }

  private static int notZero(float[] features) {
    int count = 0;
    for (float feature : features) {
      count += feature != 0 ? 1 : 0;
    }
    return count;
  }

  /** A filter of one channel that sees one pixel of its neighbourhood. */
  private static float[] only(int y, int x) {
    float[] filter = new float[25];
    filter[5 * y + x] = 1;
    return filter;
  }

  @Test
  void a_difference_of_two_pixels_has_its_size_in_every_cell_and_its_sign_in_one_half() {
    float[] filter = only(2, 2);
    filter[0] = -1;
    float[] picture = new float[49];
    for (int i = 0; i < 49; i++) {
      picture[i] = 10 * (i / 7) + i % 7;
    }
    // Two rows and two columns on: 10 * 2 + 2.
    assertThat(features(pixels(7, 7, 1), filter, picture))
        .containsExactly(22, 0, 22, 0, 22, 0, 22, 0, 22, 0, 22, 0, 22, 0, 22, 0, 22, 0);
    for (int i = 0; i < 49; i++) {
      picture[i] = -picture[i];
    }
    assertThat(features(pixels(7, 7, 1), filter, picture))
        .containsExactly(0, 22, 0, 22, 0, 22, 0, 22, 0, 22, 0, 22, 0, 22, 0, 22, 0, 22);
  }

  @Test
  void a_cell_is_the_mean_of_its_places() {
    float[] picture = new float[100];
    // Places are 6 x 6, so a cell is 2 x 2 of them; this is row 1, column 4: the third cell.
    picture[10 + 4] = 8;
    float[] features = features(pixels(10, 10, 1), only(0, 0), picture);
    assertThat(features[2 * 2]).isEqualTo(2);
    assertThat(notZero(features)).isEqualTo(1);
  }

  @Test
  void a_filter_of_the_second_channel_sees_the_second_plane() {
    float[] filter = new float[50];
    filter[25 + 12] = 1;
    float[] picture = new float[98];
    picture[49 + 7 * 3 + 3] = 5;
    picture[7 * 3 + 3] = 100;
    float[] features = features(pixels(7, 7, 2), filter, picture);
    assertThat(features[2 * 4]).isEqualTo(5);
    assertThat(notZero(features)).isEqualTo(1);
  }

  @Test
  void a_large_picture_is_made_smaller_by_the_mean_of_its_pixels() {
    float[] picture = new float[56 * 56];
    picture[0] = 4;
    picture[57] = 4;
    float[] features = features(pixels(56, 56, 1), only(0, 0), picture);
    // 28 x 28 pixels have 24 x 24 places, 64 of them in a cell.
    assertThat(features[0]).isCloseTo(2f / 64, within(1e-6f));
  }

  @Test
  void pictures_too_small_for_neighbourhoods_have_no_such_reference() {
    assertThat(Geometry.of(pixels(6, 30, 1))).isEmpty();
    assertThat(Geometry.of(pixels(7, 7, 1))).isPresent();
  }

  @Test
  void columns_of_a_table_are_no_pictures() {
    Feature number = new Feature.Numeric("a", 0, 0, 1, false);
    assertThat(new Encoding(List.of(number, number), CLASSES).pictures()).isEmpty();
    assertThat(new Encoding(List.of(pixels(8, 8, 1)), CLASSES).pictures()).isPresent();
  }

  /**
   * Noise; pictures of class 1 have an upright bar of three pixels somewhere, others a flat one.
   */
  private static Examples bars(int rows, long seed) {
    RandomStream draw = RandomStream.of(seed);
    float[] values = new float[rows * 144];
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = row % 2;
      for (int i = 0; i < 144; i++) {
        values[row * 144 + i] = (float) (0.3 * draw.child(row).normal(i));
      }
      int at = draw.child(rows).below(2L * row, 9) * 12 + draw.child(rows).below(2L * row + 1, 9);
      for (int i = 0; i < 3; i++) {
        values[row * 144 + at + i * (labels[row] == 1 ? 12 : 1)] += 2;
      }
    }
    return new Examples(new Inputs.Floats(values, rows, 144), new Targets.Classes(labels, 2));
  }

  private static List<ReferenceModels.Fitted> fit(
      Examples train, Examples held, int threads, StopSignal stop) {
    try (Team team = Team.of(threads)) {
      return new ReferenceModels(
              train,
              Optional.of(held),
              CLASSES,
              team,
              stop,
              1,
              PrimaryScore.ACCURACY,
              Optional.of(pixels(12, 12, 1)))
          .fit();
    }
  }

  @Test
  void the_line_finds_a_shape_wherever_it_is_with_more_pictures_than_features_and_with_fewer() {
    for (int rows : new int[] {400, 1300}) {
      List<ReferenceModels.Fitted> fitted = fit(bars(rows, 1), bars(400, 2), 1, StopSignal.NEVER);
      assertThat(fitted.getLast().reference().kind()).isEqualTo(Reference.Kind.NEIGHBOURHOODS);
      assertThat(fitted.getLast().reference().finished()).isTrue();
      assertThat(onValidation(fitted.getLast())).isGreaterThan(0.9);
      assertThat(onValidation(fitted.get(1))).as("the line on pixels").isLessThan(0.7);
    }
  }

  @Test
  void any_number_of_threads_gives_the_same_bits() {
    Examples train = bars(300, 1);
    Geometry geometry = Geometry.of(pixels(12, 12, 1)).orElseThrow();
    float[][] features = new float[2][];
    for (int i = 0; i < 2; i++) {
      try (Team team = Team.of(1 + 2 * i)) {
        features[i] =
            Neighbourhoods.drawn(geometry, train.inputs(), RandomStream.of(5))
                .of(train.inputs(), 0, 300, team);
      }
    }
    assertThat(features[1]).containsExactly(features[0]);
    assertThat(fit(train, bars(200, 2), 3, StopSignal.NEVER).getLast().reference())
        .isEqualTo(fit(train, bars(200, 2), 1, StopSignal.NEVER).getLast().reference());
  }

  @Test
  void one_that_was_stopped_is_not_finished() {
    assertThat(fit(bars(60, 1), bars(60, 2), 1, () -> Optional.of("now")))
        .filteredOn(f -> f.reference().kind() == Reference.Kind.NEIGHBOURHOODS)
        .singleElement()
        .satisfies(f -> assertThat(f.reference().finished()).isFalse());
  }

  private static double onValidation(ReferenceModels.Fitted fitted) {
    return Score.of(fitted.reference().scores().validation().orElseThrow()).value();
  }

  // --- the lead

  private static Optional<Lead> lead(double network, double line, double seeing) {
    return Lead.over(
        Planted.accuracy(network, 2000),
        List.of(
            Planted.reference(Reference.Kind.CONSTANT, 0.1, 0.1),
            Planted.reference(Reference.Kind.LINEAR, line, line),
            Planted.reference(Reference.Kind.NEIGHBOURHOODS, 1, seeing)),
        PrimaryScore.ACCURACY);
  }

  @Test
  void a_lead_is_five_points_and_a_fifth_of_the_errors_over_network_and_line() {
    assertThat(lead(0.85, 0.7, 0.899)).isEmpty();
    assertThat(lead(0.85, 0.7, 0.901)).isPresent();
    assertThat(lead(0.40, 0.3, 0.51)).as("less than a fifth of 0.60").isEmpty();
    assertThat(lead(0.40, 0.3, 0.53).orElseThrow().limit()).isCloseTo(0.12, within(1e-9));
    assertThat(lead(0.40, 0.5, 0.53)).as("the line is as good").isEmpty();
  }

  @Test
  void a_lead_within_noise_is_none() {
    Reference seeing =
        new Reference(Reference.Kind.NEIGHBOURHOODS, "", Planted.scores(1, 200, 0.80, 50), "");
    assertThat(Lead.over(Planted.accuracy(0.70, 50), List.of(seeing), PrimaryScore.ACCURACY))
        .isEmpty();
  }

  @Test
  void it_sets_no_goal_for_the_training_set() {
    Reference constant = Planted.reference(Reference.Kind.CONSTANT, 0.1, 0.1);
    Reference line = Planted.reference(Reference.Kind.LINEAR, 0.5, 0.4);
    Reference seeing = Planted.reference(Reference.Kind.NEIGHBOURHOODS, 0.9, 0.8);
    assertThat(
            Judge.goal(
                    OptionalDouble.empty(), List.of(constant, line, seeing), PrimaryScore.ACCURACY)
                .score())
        .isEqualTo(0.4);
  }
}
