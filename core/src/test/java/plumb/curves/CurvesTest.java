package plumb.curves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.BadInput;
import plumb.math.RandomStream;
import plumb.run.CauseId;
import plumb.run.Verdict;

class CurvesTest {
  @TempDir Path folder;

  private Path file(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines);
  }

  private static CauseId first(Curves curves) {
    return CurveVerdict.of(curves).causes().getFirst().id();
  }

  @Test
  void keras_curves_that_turn_are_overfit() throws IOException {
    List<String> lines = new ArrayList<>(List.of("epoch,accuracy,loss,val_accuracy,val_loss"));
    for (int i = 0; i < 30; i++) {
      double loss = 0.9 * Math.exp(-i / 5.0);
      double held = 0.5 + 0.4 * Math.exp(-i / 4.0) + 0.02 * Math.max(0, i - 8);
      lines.add(String.format(Locale.ROOT, "%d,%.4f,%.4f,0.82,%.4f", i, 1 - loss / 3, loss, held));
    }
    Path path = file("log.csv", lines);
    assertThat(CurveFiles.isCurves(path)).isTrue();
    CurveVerdict verdict = CurveVerdict.of(CurveFiles.read(path));
    assertThat(verdict.verdict()).isEqualTo(Verdict.OVERFIT);
    assertThat(verdict.causes().getFirst().id()).isEqualTo(CauseId.OVERFITTING);
    assertThat(verdict.needs()).anyMatch(n -> n.contains("learning rate"));
  }

  @Test
  void lightning_rows_of_an_epoch_are_put_together() throws IOException {
    List<String> lines =
        new ArrayList<>(List.of("epoch,step,train_loss_epoch,train_loss_step,val_loss"));
    for (int i = 0; i < 20; i++) {
      lines.add("%d,%d,,9.0,".formatted(i, 10 * i + 5));
      lines.add(String.format(Locale.ROOT, "%d,%d,,,%.4f", i, 10 * i + 9, 2.3 - 0.0005 * i));
      lines.add(String.format(Locale.ROOT, "%d,%d,%.4f,,", i, 10 * i + 9, 2.3 - 0.001 * i));
    }
    Curves curves = CurveFiles.read(file("metrics.csv", lines));
    assertThat(curves.points()).hasSize(20);
    assertThat(curves.points().getLast().trainLoss()).isEqualTo(2.281);
    assertThat(first(curves)).isEqualTo(CauseId.LEARNING_RATE_TOO_LOW);
  }

  @Test
  void a_loss_that_is_none_is_named_with_its_epoch() throws IOException {
    Curves curves =
        CurveFiles.read(file("nan.csv", List.of("epoch,loss", "0,2.3", "1,2.9", "2,4.0", "3,nan")));
    CurveVerdict verdict = CurveVerdict.of(curves);
    assertThat(verdict.verdict()).isEqualTo(Verdict.NOT_TRAINED);
    assertThat(verdict.causes().getFirst().evidence().numbers())
        .containsEntry("brokenAtEpoch", 3.0);
  }

  private CurveVerdict verdict(String... lines) throws IOException {
    return CurveVerdict.of(CurveFiles.read(file("some.csv", List.of(lines))));
  }

  @Test
  void a_loss_that_rose_after_it_had_been_low_is_not_fine() throws IOException {
    CurveVerdict verdict =
        verdict("epoch,loss,val_loss", "0,1,1", "1,.1,.1", "2,10,10", "3,10,10", "4,10,10");
    assertThat(verdict.verdict()).isEqualTo(Verdict.NOT_TRAINED);
    assertThat(verdict.causes().getFirst().id()).isEqualTo(CauseId.LEARNING_RATE_TOO_HIGH);
  }

  /** The training curve first: validation cannot make a bad one good. */
  @Test
  void validation_does_not_decide_whether_training_was_good() throws IOException {
    assertThat(
            verdict("epoch,loss,val_loss", "0,1,5", "1,.99,1", "2,.99,1", "3,.99,1", "4,.99,1")
                .verdict())
        .isEqualTo(Verdict.NOT_TRAINED);
    CurveVerdict broken =
        verdict("epoch,loss,val_loss", "0,1,1", "1,.5,nan", "2,.3,.6", "3,.2,.5", "4,.1,.4");
    assertThat(broken.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(broken.causes().getFirst().evidence().numbers()).containsEntry("brokenAtEpoch", 1.0);
  }

  @Test
  void what_was_learned_before_the_curve_begins_cannot_be_told() throws IOException {
    assertThat(
            verdict(
                    "epoch,loss,accuracy,val_loss,val_accuracy",
                    "0,.2,.95,.2,.95",
                    "1,.2,.95,.2,.95",
                    "2,.2,.95,.2,.95",
                    "3,.2,.95,.2,.95")
                .verdict())
        .isEqualTo(Verdict.CANNOT_TELL);
  }

  /** Lightning writes the sets in lines of their own, and not always equally often. */
  @Test
  void the_turn_of_validation_is_held_against_the_training_loss_of_that_epoch() throws IOException {
    CurveVerdict verdict =
        verdict(
            "epoch,step,train_loss,val_loss",
            "0,9,1.0,",
            "0,9,,1.0",
            "1,19,,0.7",
            "2,29,0.5,",
            "2,29,,0.6",
            "3,39,,0.8",
            "4,49,0.1,",
            "4,49,,0.9",
            "5,59,0.08,",
            "5,59,,1.1");
    assertThat(verdict.verdict()).isEqualTo(Verdict.OVERFIT);
    assertThat(verdict.sentence()).contains("in epoch 2 ");
  }

  @Test
  void accuracies_in_percent_mean_the_same() throws IOException {
    String[] shares = new String[13];
    String[] percent = new String[13];
    shares[0] = "epoch,loss,accuracy,val_loss,val_accuracy";
    percent[0] = shares[0];
    for (int i = 0; i < 12; i++) {
      double loss = 0.1 + Math.exp(-i);
      shares[i + 1] =
          String.format(Locale.ROOT, "%d,%.4f,%.4f,%.4f,0.93", i, loss, 1 - loss / 4, loss);
      percent[i + 1] =
          String.format(Locale.ROOT, "%d,%.4f,%.2f,%.4f,93", i, loss, 100 - 25 * loss, loss);
    }
    assertThat(verdict(shares).verdict()).isEqualTo(Verdict.FINE);
    assertThat(verdict(percent).verdict()).isEqualTo(Verdict.FINE);
  }

  @Test
  void validation_far_better_than_training_is_not_fine() throws IOException {
    assertThat(
            verdict(
                    "epoch,loss,accuracy,val_loss,val_accuracy",
                    "0,.9,.80,.0001,1",
                    "1,.5,.85,.0001,1",
                    "2,.4,.87,.0001,1",
                    "3,.3,.88,.0001,1")
                .verdict())
        .isEqualTo(Verdict.CANNOT_TELL);
  }

  @Test
  void of_a_log_that_was_appended_to_the_last_training_is_read_and_no_half_line()
      throws IOException {
    Curves curves =
        CurveFiles.read(
            file(
                "appended.csv",
                List.of("epoch,loss,val_loss", "0,3,3", "1,2,2", "2,1,1", "0,5,5", "1,4,4", "2,")));
    assertThat(curves.points()).extracting(Curves.Point::trainLoss).containsExactly(5.0, 4.0);
  }

  @Test
  void names_are_read_in_any_case_and_as_a_whole() throws IOException {
    Curves curves =
        CurveFiles.read(
            file(
                "case.csv",
                List.of(
                    "Epoch,Loss,accuracy,top_k_categorical_accuracy,z_loss",
                    "0,2.0,.12,.95,.1",
                    "1,1.9,.13,.96,nan")));
    assertThat(curves.points().getLast().trainLoss()).isEqualTo(1.9);
    assertThat(curves.points().getLast().trainScore()).isEqualTo(0.13);
  }

  @Test
  void a_file_without_losses_is_refused_with_what_is_read() throws IOException {
    Path path = file("x.csv", List.of("epoch,temperature", "0,3"));
    assertThat(CurveFiles.isCurves(path)).isFalse();
    assertThatThrownBy(() -> CurveFiles.read(path))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("val_loss");
  }

  /** Whatever validation does: while training is bad, nobody says overfitting. */
  @Test
  void overfitting_is_never_said_while_training_is_bad() {
    RandomStream random = RandomStream.of(5);
    for (int trial = 0; trial < 500; trial++) {
      RandomStream r = random.child(trial);
      List<Curves.Point> points = new ArrayList<>();
      int epochs = 3 + r.below(0, 40);
      for (int i = 0; i < epochs; i++) {
        points.add(
            new Curves.Point(
                i,
                1 + 0.35 * r.uniform(4L * i + 1),
                3 * r.uniform(4L * i + 2),
                0.5 * r.uniform(4L * i + 3),
                r.uniform(4L * i + 4),
                Double.NaN));
      }
      CurveVerdict verdict = CurveVerdict.of(new Curves("made up", points));
      assertThat(verdict.causes()).noneMatch(c -> c.id() == CauseId.OVERFITTING);
      assertThat(verdict.verdict()).isEqualTo(Verdict.NOT_TRAINED);
    }
  }
}
