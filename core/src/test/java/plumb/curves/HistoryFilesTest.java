package plumb.curves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static plumb.curves.Made.all;
import static plumb.curves.Made.losses;
import static plumb.curves.Made.table;
import static plumb.curves.Made.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.BadInput;
import plumb.run.CauseId;
import plumb.run.Verdict;

/** Histories as programs and people write them: what is read of them, and what is made of it. */
class HistoryFilesTest {
  @TempDir Path folder;

  private CurveVerdict overfit(Path file, String moment) {
    assertThat(CurveFiles.isCurves(file)).isTrue();
    Curves curves = CurveFiles.read(file);
    assertThat(curves.points()).hasSize(Made.EPOCHS);
    CurveVerdict verdict = CurveVerdict.of(curves);
    assertThat(verdict.verdict()).isEqualTo(Verdict.OVERFIT);
    assertThat(verdict.sentence()).startsWith("Overfit from " + moment + " on");
    assertThat(verdict.remedies().getFirst()).contains("Early stopping").contains(moment);
    return verdict;
  }

  private Path file(String name, List<String> lines) throws IOException {
    return Made.file(folder, name, lines);
  }

  // --- spellings ---

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Epoch,Train Loss,Valid Loss",
        "epoch,trainLoss,valLoss",
        "epoch,train-loss,val-loss",
        "EPOCH,TRAIN_LOSS,VAL_LOSS",
        "epoch,tr_loss,te_loss",
        "epoch,avg_train_loss,avg_valid_loss",
        "epoch,train,dev",
        "epoch,training,validation",
        "epoch,tr,te",
        "epoch,trainloss,valloss",
        "epoch,lossTrain,lossVal",
        "epoch,loss/train,loss/test",
        "epoch,Loss (train),Loss (val)",
        "epoch,running_loss,val_loss",
        "epoch,train_ce_loss,eval_ce_loss",
        "epoch,train cross entropy,dev cross entropy",
        "epoch,mean_train_loss,held_out_loss",
        "Epoch #,Training loss,Holdout loss",
        "epoch,train_rmse,val_rmse",
        "epoch,train_perplexity,valid_perplexity",
        "epoch,train_foo,val_foo",
        "ep,train losses,val losses",
      })
  void losses_are_known_in_any_usual_spelling(String header) throws IOException {
    overfit(file("log.csv", table(header, ",", 1, losses())), "epoch 14");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|", "   "})
  void columns_are_parted_by_any_usual_sign(String sign) throws IOException {
    String header = String.join(sign, "epoch", "train_loss", "val_loss", "train_acc", "val_acc");
    Path file = file("log.txt", table(header, sign, 1, all()));
    assertThat(overfit(file, "epoch 14").sentence()).contains("accuracy is 0.98");
  }

  @Test
  void a_table_of_markdown_and_commas_for_points_are_read() throws IOException {
    List<String> lines = table("epoch | train_loss | val_loss", " | ", 1, losses());
    lines.replaceAll(line -> "| " + line + " |");
    lines.add(1, "|---|---:|---:|");
    overfit(file("log.md", lines), "epoch 14");
    List<String> german = table("epoch;loss;val_loss", ";", 1, losses());
    german.replaceAll(line -> line.replace('.', ','));
    overfit(file("german.csv", german), "epoch 14");
  }

  @Test
  void per_cent_is_read_as_such() throws IOException {
    IntFunction<List<String>> percent =
        i ->
            List.of(
                text(Made.train(i)),
                text(100 * Made.trainAccuracy(i)),
                text(Made.validation(i)),
                text(100 * Made.validationAccuracy(i)));
    Path file =
        file(
            "log.csv",
            table("Epoch,Train Loss,Train Acc (%),Valid Loss,Valid Acc (%)", ",", 1, percent));
    overfit(file, "epoch 14");
    Curves curves = CurveFiles.read(file);
    assertThat(curves.points().getFirst().trainScore()).isCloseTo(0.54, within(1e-6));
    assertThat(curves.notes()).anyMatch(note -> note.contains("per cent"));
    // A name that says it is believed even where no value is above 1.
    Path low =
        file(
            "low.csv",
            List.of("epoch,loss,acc (%),val_loss", "0,3,0.5,3", "1,2.9,0.6,3", "2,2.8,0.7,3"));
    assertThat(CurveFiles.read(low).points().getLast().trainScore())
        .isCloseTo(0.007, within(1e-12));
  }

  private static org.assertj.core.data.Offset<Double> within(double distance) {
    return org.assertj.core.data.Offset.offset(distance);
  }

  @Test
  void tensors_written_without_item_are_numbers() throws IOException {
    IntFunction<List<String>> tensors =
        i ->
            List.of(
                "\"tensor(%s, device='cuda:0', grad_fn=<NllLossBackward0>)\""
                    .formatted(text(Made.train(i))),
                "tensor(%s)".formatted(text(Made.validation(i))));
    overfit(file("log.csv", table("epoch,train_loss,val_loss", ",", 0, tensors)), "epoch 13");
  }

  // --- programs ---

  @Test
  void a_history_that_pandas_wrote_has_an_index_and_no_epoch() throws IOException {
    Path file = file("history.csv", table(",loss,val_loss,accuracy,val_accuracy", ",", 0, all()));
    assertThat(overfit(file, "epoch 13").causes().getFirst().id()).isEqualTo(CauseId.OVERFITTING);
  }

  @Test
  void a_log_of_keras_that_was_appended_to_is_one_training_where_the_loss_goes_on()
      throws IOException {
    List<String> lines = new ArrayList<>(List.of("epoch;accuracy;loss;val_accuracy;val_loss"));
    for (int i = 0; i < Made.EPOCHS; i++) {
      lines.add(
          String.join(
              ";",
              String.valueOf(i % 20),
              text(Made.trainAccuracy(i)),
              text(Made.train(i)),
              text(Made.validationAccuracy(i)),
              text(Made.validation(i))));
    }
    Path file = file("training.csv", lines);
    overfit(file, "epoch 13");
    assertThat(CurveFiles.read(file).notes())
        .anyMatch(note -> note.contains("taken up again") && note.contains("epoch 19"));
    lines.replaceAll(line -> line.replace(';', ','));
    overfit(file("comma.csv", lines), "epoch 13");
  }

  @Test
  void of_trainings_one_after_another_the_last_is_read_and_that_is_said() throws IOException {
    List<String> lines = table("epoch,loss,val_loss", ",", 0, losses());
    lines.addAll(table("epoch,loss,val_loss", ",", 0, losses()).subList(1, Made.EPOCHS + 1));
    Path file = file("training.csv", lines);
    overfit(file, "epoch 13");
    assertThat(CurveFiles.read(file).notes())
        .anyMatch(note -> note.contains("2 trainings") && note.contains("40 epochs"));
  }

  @Test
  void a_training_resumed_from_a_checkpoint_overwrites_what_came_after_it() throws IOException {
    List<String> lines = table("epoch,loss,val_loss", ",", 0, losses());
    List<String> first = lines.subList(0, 26);
    List<String> again = new ArrayList<>(first);
    again.addAll(lines.subList(21, lines.size()));
    Path file = file("training.csv", again);
    overfit(file, "epoch 13");
    assertThat(CurveFiles.read(file).notes())
        .anyMatch(note -> note.contains("taken up again at epoch 20") && note.contains("5 rows"));
  }

  @Test
  void keras_writes_NA_or_nan_where_an_epoch_was_not_validated() throws IOException {
    for (String gap : List.of("NA", "nan", "")) {
      IntFunction<List<String>> fifth =
          i -> List.of(text(Made.train(i)), i % 5 == 3 ? text(Made.validation(i)) : gap);
      overfit(file("log.csv", table("epoch,loss,val_loss", ",", 0, fifth)), "epoch 13");
    }
  }

  @Test
  void without_any_validation_nobody_speaks_of_a_broken_one() throws IOException {
    for (String gap : List.of("nan", "NA", "")) {
      IntFunction<List<String>> none =
          i -> List.of(text(Made.trainAccuracy(i)), text(Made.train(i)), gap, gap);
      Path file =
          file("training.csv", table("epoch,accuracy,loss,val_accuracy,val_loss", ",", 0, none));
      CurveVerdict verdict = CurveVerdict.of(CurveFiles.read(file));
      assertThat(verdict.verdict()).isEqualTo(Verdict.CANNOT_TELL);
      assertThat(verdict.sentence()).contains("no validation was measured");
      assertThat(verdict.sentence()).doesNotContain("not a number", "in epoch");
      assertThat(verdict.remedies()).anyMatch(remedy -> remedy.contains("Hold out"));
    }
  }

  @Test
  void a_plain_score_beside_losses_that_name_their_sets_is_of_validation() throws IOException {
    IntFunction<List<String>> fastai =
        i ->
            List.of(
                text(Made.train(i)),
                text(Made.validation(i)),
                text(Made.validationAccuracy(i)),
                "00:12");
    Path file =
        file("history.csv", table("epoch,train_loss,valid_loss,accuracy,time", ",", 0, fastai));
    overfit(file, "epoch 13");
    Curves curves = CurveFiles.read(file);
    assertThat(curves.points().getFirst().trainScore()).isNaN();
    assertThat(curves.points().getFirst().validationScore()).isCloseTo(0.48, within(1e-6));
    assertThat(curves.notes()).anyMatch(note -> note.equals("1 column not read: time."));
    Path printed =
        file(
            "printed.txt",
            table("epoch     train_loss  valid_loss  accuracy  time", "     ", 0, fastai));
    overfit(printed, "epoch 13");
  }

  @Test
  void parts_of_a_loss_are_added_up() throws IOException {
    IntFunction<List<String>> yolo =
        i ->
            List.of(
                text(0.5 * Made.train(i)),
                text(0.3 * Made.train(i)),
                text(0.2 * Made.train(i)),
                text(Made.validationAccuracy(i)),
                text(0.5 * Made.validation(i)),
                text(0.3 * Made.validation(i)),
                text(0.2 * Made.validation(i)),
                "0.01");
    Path file =
        file(
            "results.csv",
            table(
                "      epoch,   train/box_loss,  train/obj_loss, train/cls_loss, metrics/mAP_0.5, val/box_loss, val/obj_loss, val/cls_loss, x/lr0",
                ",      ",
                1,
                yolo));
    overfit(file, "epoch 14");
    assertThat(CurveFiles.read(file).points().getFirst().trainLoss())
        .isCloseTo(Made.train(0), within(1e-5));
  }

  @Test
  void rows_of_lightning_are_put_together() throws IOException {
    List<String> lines =
        new ArrayList<>(List.of("epoch,step,train_loss_epoch,train_loss_step,val_loss"));
    for (int i = 0; i < Made.EPOCHS; i++) {
      lines.add("%d,%d,,9.0,".formatted(i, 5 * i + 2));
      lines.add("%d,%d,,,%s".formatted(i, 5 * i + 4, text(Made.validation(i))));
      lines.add("%d,%d,%s,,".formatted(i, 5 * i + 4, text(Made.train(i))));
    }
    overfit(file("metrics.csv", lines), "epoch 13");
  }

  @Test
  void an_export_of_weights_and_biases_names_its_run_before_the_curve() throws IOException {
    List<String> lines =
        table(
            "\"Step\",\"sunny-sea-7 - train_loss\",\"sunny-sea-7 - val_loss\",\"sunny-sea-7 - val_loss__MIN\"",
            ",",
            0,
            i -> List.of(text(Made.train(i)), text(Made.validation(i)), text(Made.validation(i))));
    overfit(file("chart.csv", lines), "step 13");
    List<String> two =
        table("\"Step\",\"sunny-sea-7 - loss\",\"dark-hill-8 - loss\"", ",", 0, losses());
    assertThatThrownBy(() -> CurveFiles.read(file("two.csv", two)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("2 trainings")
        .hasMessageContaining("sunny-sea-7")
        .hasMessageContaining("--columns");
    Path history =
        file(
            "history.csv",
            table(
                "_step,_runtime,train/loss,eval/loss,eval/accuracy",
                ",",
                0,
                i ->
                    List.of(
                        text(3.1 * i),
                        text(Made.train(i)),
                        text(Made.validation(i)),
                        text(Made.validationAccuracy(i)))));
    overfit(history, "step 13");
  }

  @Test
  void rounds_of_boosting_are_rounds_and_their_remedies_those_of_trees() throws IOException {
    IntFunction<List<String>> folds =
        i -> List.of(text(Made.train(i)), "0.01", text(Made.validation(i)), "0.01");
    Path file =
        file(
            "cv.csv",
            table(
                ",train-logloss-mean,train-logloss-std,test-logloss-mean,test-logloss-std",
                ",",
                0,
                folds));
    CurveVerdict verdict = overfit(file, "round 13");
    assertThat(verdict.remedies()).anyMatch(r -> r.contains("trees"));
    assertThat(verdict.remedies()).noneMatch(r -> r.contains("Dropout"));
    // AUC alone: what it lacks to 1 is what falls.
    IntFunction<List<String>> auc =
        i ->
            List.of(
                text(1 - 0.5 * Made.train(i)), "0.01", text(1 - 0.5 * Made.validation(i)), "0.01");
    overfit(
        file(
            "auc.csv",
            table(",train-auc-mean,train-auc-std,test-auc-mean,test-auc-std", ",", 0, auc)),
        "round 13");
  }

  // --- JSON ---

  private Path json(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  static Stream<String> evaluations() {
    String train = Made.list(Made::train);
    String held = Made.list(Made::validation);
    return Stream.of(
            "{\"validation_0\": {\"logloss\": %s}, \"validation_1\": {\"logloss\": %s}}",
            "{\"training\": {\"binary_logloss\": %s}, \"valid_1\": {\"binary_logloss\": %s}}",
            "{\"train\": {\"rmse\": %s}, \"eval\": {\"rmse\": %s}}",
            "{\"learn\": {\"Logloss\": %s}, \"validation\": {\"Logloss\": %s}}",
            "{\"train binary_logloss-mean\": %s, \"valid binary_logloss-mean\": %s}")
        .map(form -> form.formatted(train, held));
  }

  @ParameterizedTest
  @MethodSource("evaluations")
  void evaluations_of_boosting_programs_are_read(String text) throws IOException {
    overfit(json("evals.json", text), "round 13");
  }

  static Stream<String> histories() {
    String train = Made.list(Made::train);
    String held = Made.list(Made::validation);
    return Stream.of(
        "{\"loss\": %s, \"val_loss\": %s}".formatted(train, held),
        "{\"history\": {\"loss\": %s, \"val_loss\": %s}, \"params\": {\"epochs\": 40}}"
            .formatted(train, held),
        "{\"train\": {\"loss\": %s}, \"val\": {\"loss\": %s}}".formatted(train, held),
        "{\"train_losses\": %s, \"val_losses\": %s, \"lr\": [0.1, 0.01, 0.001]}"
            .formatted(train, held),
        Made.list(i ->
            "{\"epoch\": %d, \"train\": {\"loss\": %s}, \"val\": {\"loss\": %s}}"
                .formatted(i, text(Made.train(i)), text(Made.validation(i)))),
        String.join(
            "\n",
            IntStream.range(0, Made.EPOCHS)
                .mapToObj(i ->
                    "{\"epoch\": %d, \"train_loss\": %s, \"val_loss\": %s}"
                        .formatted(i, text(Made.train(i)), text(Made.validation(i))))
                .toList()));
  }

  @ParameterizedTest
  @MethodSource("histories")
  void histories_in_json_are_read(String text) throws IOException {
    overfit(json("history.json", text), "epoch 13");
  }

  @Test
  void a_trainer_state_of_hugging_face_counts_steps() throws IOException {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < Made.EPOCHS; i++) {
      int step = 50 * (i + 1);
      records.add(
          "{\"epoch\": %s, \"loss\": %s, \"grad_norm\": 1.5, \"learning_rate\": 5e-5, \"step\": %d}"
              .formatted(text(step / 80.0), text(Made.train(i)), step));
      records.add(
          "{\"epoch\": %s, \"eval_loss\": %s, \"eval_accuracy\": 0.7, \"eval_runtime\": 3.2, \"step\": %d}"
              .formatted(text(step / 80.0), text(Made.validation(i)), step));
    }
    records.add(
        "{\"epoch\": 25.0, \"step\": 2000, \"train_loss\": 0.31, \"train_runtime\": 410.2}");
    Path file =
        json(
            "trainer_state.json",
            "{\"best_metric\": null, \"global_step\": 2000, \"log_history\": [%s]}"
                .formatted(String.join(",\n", records)));
    overfit(file, "step 700");
    assertThat(CurveFiles.read(file).extent()).contains("40 steps", "50 to 2000");
  }

  @Test
  void python_writes_NaN_into_json() throws IOException {
    Path file = json("h.json", "{\"loss\": [2.3, 4.1, NaN], \"val_loss\": [2.3, NaN, NaN]}");
    CurveVerdict verdict = CurveVerdict.of(CurveFiles.read(file));
    assertThat(verdict.verdict()).isEqualTo(Verdict.NOT_TRAINED);
    assertThat(verdict.sentence()).contains("epoch 2");
  }

  @Test
  void json_that_is_cut_off_or_none_is_said() throws IOException {
    String lines =
        "{\"epoch\": 0, \"loss\": 1}\n{\"epoch\": 1, \"loss\": 0.5}\n{\"epoch\": 2, \"lo";
    assertThat(CurveFiles.read(json("cut.jsonl", lines)).points()).hasSize(2);
    assertThat(CurveFiles.read(json("cut.jsonl", lines)).notes())
        .anyMatch(note -> note.contains("not whole"));
    assertThatThrownBy(() -> CurveFiles.read(json("none.json", "loss 3")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("none.json:1")
        .hasMessageContaining("not JSON");
    assertThatThrownBy(() -> CurveFiles.read(json("other.json", "{\"name\": \"x\"}")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("other.json");
  }

  @Test
  void validation_alone_is_told_without_a_verdict() throws IOException {
    Path file =
        json("evals.json", "{\"valid_0\": {\"rmse\": %s}}".formatted(Made.list(Made::validation)));
    CurveVerdict verdict = CurveVerdict.of(CurveFiles.read(file));
    assertThat(verdict.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(verdict.sentence()).contains("round 13", "training");
    assertThat(verdict.causes().getFirst().evidence().numbers().values())
        .allMatch(Double::isFinite);
  }

  // --- measures ---

  @Test
  void a_table_with_the_set_in_a_column_is_turned() throws IOException {
    List<String> lines = new ArrayList<>(List.of("epoch,phase,loss,acc"));
    for (int i = 0; i < Made.EPOCHS; i++) {
      lines.add("%d,train,%s,%s".formatted(i, text(Made.train(i)), text(Made.trainAccuracy(i))));
      lines.add(
          "%d,val,%s,%s".formatted(i, text(Made.validation(i)), text(Made.validationAccuracy(i))));
    }
    overfit(file("long.csv", lines), "epoch 13");
    List<String> blocks = new ArrayList<>(List.of("metric,step,value"));
    IntStream.range(0, Made.EPOCHS)
        .forEach(i -> blocks.add("train_loss,%d,%s".formatted(i, text(Made.train(i)))));
    IntStream.range(0, Made.EPOCHS)
        .forEach(i -> blocks.add("val_loss,%d,%s".formatted(i, text(Made.validation(i)))));
    overfit(file("metrics.csv", blocks), "step 13");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "epoch,loss,val_loss,rmse,val_rmse",
        "epoch,train_loss,val_loss,train_score,val_score",
        "epoch,train_loss,val_loss,train_error,val_error",
      })
  void a_score_that_is_better_when_lower_is_no_accuracy(String header) throws IOException {
    IntFunction<List<String>> errors =
        i ->
            List.of(
                text(Made.train(i)),
                text(Made.validation(i)),
                text(Math.sqrt(Made.train(i))),
                text(Math.sqrt(Made.validation(i))));
    Path file = file("log.csv", table(header, ",", 0, errors));
    overfit(file, "epoch 13");
    assertThat(CurveFiles.read(file).has(Curves.Point::trainScore)).isFalse();
  }

  @Test
  void an_error_rate_is_one_minus_the_accuracy() throws IOException {
    IntFunction<List<String>> rates =
        i ->
            List.of(
                text(Made.train(i)),
                text(Made.validation(i)),
                text(1 - Made.trainAccuracy(i)),
                text(1 - Made.validationAccuracy(i)));
    Path file =
        file(
            "log.csv",
            table("epoch,train_loss,val_loss,train_error_rate,val_error_rate", ",", 0, rates));
    overfit(file, "epoch 13");
    assertThat(CurveFiles.read(file).points().getFirst().trainScore())
        .isCloseTo(0.54, within(1e-6));
  }

  @Test
  void what_goes_beyond_a_hundred_is_no_accuracy() throws IOException {
    IntFunction<List<String>> reward =
        i -> List.of(text(Made.train(i)), text(Made.validation(i)), text(10.0 * i), text(9.0 * i));
    Path file = file("log.csv", table("epoch,loss,val_loss,accuracy,val_accuracy", ",", 0, reward));
    Curves curves = CurveFiles.read(file);
    assertThat(curves.has(Curves.Point::trainScore)).isFalse();
    assertThat(curves.notes()).anyMatch(note -> note.contains("reaches 390"));
  }

  // --- questions ---

  private void asks(String header, String question, String... names) throws IOException {
    Path file =
        file(
            "log.csv",
            table(
                header,
                ",",
                0,
                i ->
                    List.of(
                        text(Made.train(i)), text(Made.validation(i)), text(Made.validation(i)))));
    assertThat(CurveFiles.isCurves(file)).isTrue();
    assertThatThrownBy(() -> CurveFiles.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(question)
        .hasMessageContaining("--columns")
        .hasMessageNotContaining("--target")
        .hasMessageContainingAll(names);
  }

  @Test
  void a_column_that_cannot_be_placed_is_asked_about_by_name() throws IOException {
    asks(
        "epoch,loss_a,loss_b,loss_c",
        "which column is the training loss",
        "loss_a, loss_b or loss_c");
    asks("epoch,loss_a,loss_b,loss_c", "which column is the validation loss", "loss_c?");
    asks("epoch,a,b,c", "which column is the training loss", "a, b or c");
    asks(
        "epoch,train_loss,foo_loss,bar_loss",
        "which column is the validation loss: foo_loss or bar_loss?",
        "none");
    asks(
        "epoch,loss,control,check",
        "which column is the validation loss: control or check?",
        "none");
  }

  @Test
  void the_answer_is_taken() throws IOException {
    Path file = file("log.csv", table("nr,first,\"second, too\"", ",", 0, losses()));
    ColumnChoice choice =
        ColumnChoice.parse(List.of("train-loss=first, validation-loss=second, too", "epoch=nr"));
    CurveVerdict verdict = CurveVerdict.of(CurveFiles.read(file, choice));
    assertThat(verdict.sentence()).startsWith("Overfit from epoch 13 on");
    ColumnChoice none = ColumnChoice.parse(List.of("train-loss=first,validation-loss=none"));
    assertThat(CurveVerdict.of(CurveFiles.read(file, none)).sentence())
        .contains("no validation was measured");
    ColumnChoice wrong = ColumnChoice.parse(List.of("train-loss=third"));
    assertThatThrownBy(() -> CurveFiles.read(file, wrong))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("third")
        .hasMessageContaining("first");
  }

  @Test
  void an_answer_in_another_form_is_refused_with_the_form() {
    assertThatThrownBy(() -> ColumnChoice.parse(List.of("loss")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("train-loss=tr");
    assertThatThrownBy(() -> ColumnChoice.parse(List.of("lose=a")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("validation-loss");
    assertThat(ColumnChoice.parse(List.of("val-loss = a=b, c, rate=none")).columns())
        .containsEntry(ColumnChoice.Role.VALIDATION_LOSS, Optional.of("a=b, c"))
        .containsEntry(ColumnChoice.Role.RATE, Optional.empty());
  }

  // --- damage ---

  @Test
  void a_word_among_the_numbers_of_a_loss_is_refused_with_its_line() throws IOException {
    Path file = file("log.csv", List.of("epoch,loss", "0,3", "", "1,oops", "2,1"));
    assertThatThrownBy(() -> CurveFiles.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("log.csv:4")
        .hasMessageContaining("oops");
  }

  @Test
  void a_line_with_too_many_cells_is_refused_and_ones_with_too_few_are_counted()
      throws IOException {
    Path many = file("many.csv", List.of("epoch,loss", "0,3", "1,2,1", "2,1"));
    assertThatThrownBy(() -> CurveFiles.read(many))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("many.csv:3");
    Path few = file("few.csv", List.of("epoch,loss,val_loss", "0,3,3", "1,2", "2,1,1", "3,.5,.5"));
    assertThat(CurveFiles.read(few).notes()).anyMatch(note -> note.startsWith("1 line has fewer"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "epoch,.\n6",
        "epoch,train_loss\n0",
        "epoch,_\n1",
        "epoch,/\n1",
        ",\n,",
        "epoch\n",
        "epoch,loss",
        "epoch,loss\n\"0,1",
        "loss\n1\n2",
        "epoch,loss\n,\n,",
        "\ufeffepoch,loss\nnan,nan"
      })
  void odd_files_are_read_or_refused_in_a_sentence(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("odd.csv"), content);
    CurveFiles.isCurves(file);
    try {
      assertThat(CurveVerdict.of(CurveFiles.read(file)).causes()).isNotEmpty();
    } catch (BadInput e) {
      assertThat(e).hasMessageContaining("odd.csv");
    }
  }

  @Test
  void names_from_a_file_do_not_steer_the_terminal() throws IOException {
    Path file = file("log.csv", List.of("epoch,loss\u001b[31m_a,loss\u202e_b", "0,3,2", "1,2,1"));
    assertThatThrownBy(() -> CurveFiles.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageNotContaining("\u001b")
        .hasMessageNotContaining("\u202e");
  }

  // --- tables of data ---

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id,loss,age,income,claim",
        "step,accel_x,accel_y,loss",
        "lr,batch,epoch,accuracy,loss",
        "train,test,station,delay",
        ",precision,recall,f1,label",
        "iteration,temperature,pressure,yield,error",
        "round,player,score,rank",
        "rate,loss,cost,score,target",
        "index,accuracy,loss,label",
        "epoch,alpha,beta,delta,gamma,theta,stage",
        "weight_loss,steps,epochs,sex",
        "val,loss,date_index,y",
      })
  void a_table_of_data_is_no_history(String header) throws IOException {
    plumb.math.RandomStream r = plumb.math.RandomStream.of(3);
    List<String> lines = new ArrayList<>(List.of(header));
    int columns = header.split(",", -1).length;
    for (int i = 0; i < 200; i++) {
      int row = i;
      boolean counted = header.matches("(step|i|,|epoch|round).*");
      lines.add(
          String.join(
              ",",
              IntStream.range(0, columns)
                  .mapToObj(
                      c -> c == 0 && counted ? String.valueOf(row) : text(r.uniform(10L * row + c)))
                  .toList()));
    }
    assertThat(CurveFiles.isCurves(file("data.csv", lines))).isFalse();
  }

  @Test
  void records_of_data_are_no_history_and_neither_is_a_column_of_splits() throws IOException {
    assertThat(
            CurveFiles.isCurves(
                json("rows.jsonl", "{\"price\": 3, \"rate\": 1}\n{\"price\": 2, \"rate\": 4}\n")))
        .isFalse();
    assertThat(CurveFiles.isCurves(json("rows.json", "[{\"age\": 3}, {\"age\": 2}]"))).isFalse();
    assertThat(
            CurveFiles.isCurves(
                file("split.csv", List.of("sample,class,split", "1,A,train", "2,B,test"))))
        .isFalse();
    assertThat(
            CurveFiles.isCurves(
                file(
                    "results.csv",
                    List.of("model,split,accuracy", "a,train,0.9", "a,test,0.8", "b,train,1"))))
        .isFalse();
  }

  // --- folders ---

  @Test
  void a_folder_is_searched_for_the_log_in_it() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("lightning_logs/version_0"));
    Made.file(inner, "metrics.csv", table("epoch,train_loss,val_loss", ",", 0, losses()));
    Files.writeString(inner.resolve("hparams.yaml"), "rate: 1");
    Files.writeString(inner.resolve("config.json"), "{\"hidden\": 3, \"layers\": [32, 16]}");
    overfit(folder, "epoch 13");
    assertThat(CurveFiles.read(folder).notes().getFirst()).contains("metrics.csv");
    Path other = Files.createDirectories(folder.resolve("lightning_logs/version_1"));
    Made.file(other, "metrics.csv", table("epoch,train_loss,val_loss", ",", 0, losses()));
    assertThatThrownBy(() -> CurveFiles.read(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("2 trainings")
        .hasMessageContaining("version_1");
  }

  @Test
  void of_checkpoints_the_longest_state_is_the_whole_history() throws IOException {
    for (int step : new int[] {500, 1000}) {
      Path checkpoint = Files.createDirectories(folder.resolve("checkpoint-" + step));
      StringBuilder records = new StringBuilder();
      for (int s = 100; s <= step; s += 100) {
        records.append(
            "%s{\"step\": %d, \"epoch\": %s, \"loss\": %s, \"eval_loss\": %s}"
                .formatted(s == 100 ? "" : ",", s, s / 150.0, 1.0 / s, 1.0 / s));
      }
      Files.writeString(
          checkpoint.resolve("trainer_state.json"), "{\"log_history\": [" + records + "]}");
    }
    assertThat(CurveFiles.read(folder).points()).hasSize(10);
  }

  @Test
  void a_folder_of_pictures_or_of_nothing_is_no_history() throws IOException {
    Files.createDirectories(folder.resolve("cats"));
    Files.write(folder.resolve("cats/1.png"), new byte[] {1, 2, 3});
    assertThat(CurveFiles.isCurves(folder)).isFalse();
    assertThatThrownBy(() -> CurveFiles.read(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("holds no curves");
  }
}
