package plumb.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.BadInput;
import plumb.data.ColumnType;
import plumb.data.Encoding;
import plumb.data.Feature;
import plumb.data.Target;
import plumb.data.read.Profile;
import plumb.model.Model;
import plumb.model.ModelFile;
import plumb.nn.Activation;
import plumb.nn.Head;
import plumb.nn.Loss;
import plumb.nn.NetworkSpec;
import plumb.train.EpochRecord;
import plumb.train.Metrics;
import plumb.train.PrimaryScore;

class RunFolderTest {
  private static final Model MODEL =
      new Model(
          new Encoding(
              List.of(new Feature.Numeric("x", 0, 1, 0, false)), new Target.Regression("y", 0, 1)),
          new NetworkSpec(1, List.of(), new Head(1, Activation.LINEAR), Loss.MEAN_SQUARED_ERROR),
          new float[] {2, 1});

  private static RunDocument document() {
    Metrics good = new Metrics.Classification(0.1, 0.97, 80);
    Metrics bad = new Metrics.Classification(Double.NaN, 0.5, 20);
    Scores scores = new Scores(good, Optional.of(bad), Optional.empty());
    Card card = Cards.of(DataSettings.of(Path.of("/d/a.csv"), Optional.of("y"))).withEpochs(1);
    Cause cause =
        new Cause(
            CauseId.DYING_RELU,
            0.9,
            Evidence.ofKind(
                "by-bias",
                Reading.of("dead", 0.5, 0.25, Unit.PLAIN),
                Reading.of("deadUnits", 8, Unit.COUNT)),
            "Half died.");
    Attempt first =
        new Attempt(
            1,
            "as given",
            "",
            card,
            Verdict.NOT_TRAINED,
            "Bad.",
            List.of(cause),
            scores,
            0,
            "diverged",
            List.of(
                new EpochRecord(0, 0, Double.NaN, 0, 0.1, good, Optional.empty()),
                new EpochRecord(1, 3, Double.NaN, 0.25, 0.1, good, Optional.of(bad))),
            1.5,
            false,
            "dropped");
    Attempt second =
        new Attempt(
            2,
            "again",
            "because",
            card.withSeed(Long.MAX_VALUE),
            Verdict.FINE,
            "Good.",
            List.of(),
            scores,
            0,
            "done",
            List.of(new EpochRecord(0, 0, Double.NaN, 0, 0.1, good, Optional.empty())),
            2,
            true,
            "kept");
    Profile.ColumnProfile column =
        new Profile.ColumnProfile(
            "x",
            ColumnType.NUMBER,
            Profile.Use.INPUT,
            1,
            2,
            new Profile.NumberSummary(0, 1, 0.5, 0.1, List.of(1, 2)),
            List.of(),
            List.of("note"));
    Profile.ColumnProfile target =
        new Profile.ColumnProfile(
            "y",
            ColumnType.CATEGORY,
            Profile.Use.TARGET,
            0,
            2,
            null,
            List.of(new Profile.LevelCount("a", 3)),
            List.of());
    return new RunDocument(
        RunDocument.SCHEMA,
        "a.csv",
        Verdict.FINE,
        "Good, \"really\": ü.",
        new Goal(0.9, "because"),
        scores,
        List.of(new Reference(Reference.Kind.TREE, "tree", scores, "")),
        List.of(first, second),
        2,
        List.of(cause),
        List.of("a note"),
        Optional.of(new Profile("a.csv", 100, 0, 1, 2, target, List.of(column), List.of())),
        List.of(List.of(3, 1), List.of(0, 4)),
        List.of("a", "b"),
        new Environment("0.1", "25", "linux", "scalar", 2, 1L << 60, "abc"),
        MODEL.weightsHash(),
        3.5);
  }

  @Test
  void a_document_written_and_read_is_the_same() {
    RunDocument run = document();
    assertThat(RunJson.read(RunJson.write(run), "run.json")).isEqualTo(run);
  }

  @Test
  void single_classes_are_kept_for_results_and_their_mean_for_epochs() {
    Metrics metrics =
        new Metrics.Classification(
            0.1,
            0.9,
            200,
            Optional.of(Metrics.ByClass.of(new int[] {180, 20, 0}, new int[] {170, 10, 0})),
            OptionalDouble.of(0.875));
    RunDocument d = document();
    Attempt attempt =
        new Attempt(
            1,
            "as given",
            "",
            d.attempts().getFirst().card(),
            Verdict.FINE,
            "",
            List.of(),
            new Scores(metrics, Optional.of(metrics), Optional.empty()),
            0,
            "",
            List.of(new EpochRecord(0, 0, 1, 0, 0, metrics, Optional.of(metrics))),
            1,
            true,
            "");
    RunDocument run =
        new RunDocument(
                1,
                d.name(),
                Verdict.FINE,
                "",
                d.goal(),
                attempt.scores(),
                List.of(),
                List.of(attempt),
                1,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                d.environment(),
                "",
                0)
            .withScore(PrimaryScore.BALANCED_ACCURACY);

    String json = RunJson.write(run);
    RunDocument read = RunJson.read(json, "run.json");

    assertThat(read.score()).isEqualTo(PrimaryScore.BALANCED_ACCURACY);
    assertThat(read.metrics()).isEqualTo(run.metrics());
    assertThat(read.attempts().getFirst().scores()).isEqualTo(run.metrics());
    Metrics.Classification epoch =
        (Metrics.Classification) read.attempts().getFirst().epochs().getFirst().train();
    Metrics.ByClass whole = ((Metrics.Classification) metrics).byClass().orElseThrow();
    assertThat(epoch.byClass())
        .contains(new Metrics.ByClass(whole.balancedAccuracy(), whole.standardError(), List.of()));
    assertThat(json.replaceAll("\\s", ""))
        .contains("\"score\":\"balanced-accuracy\",\"metrics\"")
        .contains(",0.5,null],\"auc\":0.875,\"rows\":200}");
  }

  @Test
  void a_document_without_a_score_was_judged_by_accuracy_or_r2() {
    String json = RunJson.write(document());
    String before = json.replace("  \"score\" : \"accuracy\",\n", "");
    assertThat(before).isNotEqualTo(json);

    assertThat(RunJson.read(before, "run.json")).isEqualTo(document());
  }

  @Test
  void evidence_is_a_kind_and_finite_numbers_each_with_its_limit_and_unit() {
    Cause cause =
        new Cause(
            CauseId.LEAKAGE,
            0.9,
            Evidence.ofKind(
                "complement",
                Reading.of("scoreAlone", 0.991, 0.95, Unit.SCORE),
                Reading.of("notMeasured", Double.NaN, 3, Unit.COUNT)),
            "So.");
    RunDocument d = document();
    String json =
        RunJson.write(
            new RunDocument(
                d.schema(),
                d.name(),
                d.verdict(),
                d.sentence(),
                d.goal(),
                d.metrics(),
                d.references(),
                d.attempts(),
                d.kept(),
                List.of(cause),
                d.notes(),
                d.profile(),
                d.confusion(),
                d.classes(),
                d.environment(),
                d.weightsHash(),
                d.seconds()));
    Evidence read = RunJson.read(json, "run.json").causes().getFirst().evidence();
    assertThat(read.kind()).isEqualTo("complement");
    assertThat(read.readings()).containsExactly(Reading.of("scoreAlone", 0.991, 0.95, Unit.SCORE));
    assertThat(RunJson.read(json.replace("\"units\" : {", "\"other\" : {"), "run.json").causes())
        .as("of an earlier version, which wrote no units")
        .singleElement()
        .extracting(c -> c.evidence().readings())
        .isEqualTo(List.of(Reading.of("scoreAlone", 0.991, 0.95, Unit.PLAIN)));
  }

  @Test
  void a_document_of_numbers_without_a_profile_is_the_same() {
    RunDocument d = document();
    Scores scores =
        new Scores(
            new Metrics.Regression(1, 2, 3, -0.5, 0.1, 9),
            Optional.empty(),
            Optional.of(new Metrics.Regression(1, 2, 3, Double.NaN, 0.1, 9)));
    RunDocument run =
        new RunDocument(
            1,
            d.name(),
            Verdict.CANNOT_TELL,
            "",
            d.goal(),
            scores,
            List.of(),
            d.attempts(),
            1,
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            d.environment(),
            "",
            0);
    assertThat(RunJson.read(RunJson.write(run), "run.json")).isEqualTo(run);
  }

  @Test
  void the_json_has_the_names_that_others_read() {
    assertThat(RunJson.write(document()).replaceAll("\\s", ""))
        .startsWith("{\"schema\":1,")
        .contains("\"verdict\":\"fine\"")
        .contains("\"metrics\":{\"train\":{\"loss\":0.1,\"accuracy\":0.97,\"rows\":80}")
        .contains("\"validation\":{\"loss\":null")
        .doesNotContain("NaN", "Infinity")
        .contains("\"id\":\"dying-relu\",\"confidence\":0.9,\"evidence\":{")
        .contains("\"card\":{\"data\":{\"train\":\"/d/a.csv\"")
        .contains("\"weightsHash\":\"" + MODEL.weightsHash());
  }

  @Test
  void the_command_line_is_kept_where_there_was_one() {
    RunDocument run = document().calledBy("./plumb train 'my data.csv' --target y");
    String json = RunJson.write(run);
    assertThat(json).contains("\"command\" : \"./plumb train 'my data.csv' --target y\"");
    assertThat(RunJson.read(json, "run.json")).isEqualTo(run);
    assertThat(RunJson.write(document())).doesNotContain("\"command\"");
  }

  /** A document whose kept card names data by a path that is seen from the working directory. */
  private static RunDocument on(Path data) {
    RunDocument d = document();
    Attempt kept = d.keptAttempt();
    Attempt moved =
        new Attempt(
            2,
            kept.title(),
            kept.remedy(),
            kept.card()
                .withData(
                    kept.card()
                        .data()
                        .withTrain(data)
                        .withValidation(
                            new DataSettings.Validation.File(data.resolveSibling("v.csv")))),
            kept.verdict(),
            kept.sentence(),
            kept.causes(),
            kept.scores(),
            kept.bestEpoch(),
            kept.stopped(),
            kept.epochs(),
            kept.seconds(),
            true,
            kept.decision());
    return new RunDocument(
        d.schema(),
        d.name(),
        d.verdict(),
        d.sentence(),
        d.goal(),
        d.metrics(),
        d.references(),
        List.of(d.attempts().getFirst(), moved),
        2,
        d.causes(),
        d.notes(),
        d.profile(),
        d.confusion(),
        d.classes(),
        d.environment(),
        d.weightsHash(),
        d.seconds());
  }

  @Test
  void the_kept_card_lies_in_the_folder_and_leads_to_its_data(@TempDir Path place)
      throws IOException {
    Path data = Files.createFile(Files.createDirectory(place.resolve("data")).resolve("d.csv"));
    Files.createFile(place.resolve("data/v.csv"));
    Path seen = Path.of("").toAbsolutePath().relativize(data);
    Path folder = place.resolve("runs/one");
    RunDocument run = on(seen);
    RunFolder.write(folder, run, MODEL, "");

    assertThat(Files.readString(folder.resolve("card.yaml")))
        .contains("train: \"../../data/d.csv\"", "validation: \"../../data/v.csv\"")
        .doesNotContain(place.toString());
    Card read = CardReader.read(folder.resolve("card.yaml"));
    assertThat(read.data().train().file().orElseThrow()).exists().hasSameBinaryContentAs(data);
    assertThat(Files.isSameFile(read.data().train().file().orElseThrow(), data)).isTrue();
    assertThat(read.withData(run.keptAttempt().card().data())).isEqualTo(run.keptAttempt().card());
  }

  @Test
  void the_kept_card_finds_its_data_from_behind_a_link(@TempDir Path place) throws IOException {
    Path data = Files.createFile(place.resolve("d.csv"));
    Path far = Files.createDirectories(place.resolve("a/b/c"));
    Path link = Files.createSymbolicLink(place.resolve("runs"), far);
    RunFolder.write(
        link.resolve("one"), on(Path.of("").toAbsolutePath().relativize(data)), MODEL, "");
    Card read = CardReader.read(link.resolve("one/card.yaml"));
    assertThat(Files.isSameFile(read.data().train().file().orElseThrow(), data)).isTrue();
  }

  @Test
  void an_absolute_path_to_data_stays_in_the_kept_card(@TempDir Path place) {
    Path data = place.resolve("d.csv");
    RunFolder.write(place.resolve("run"), on(data), MODEL, "");
    assertThat(CardReader.read(place.resolve("run/card.yaml")).data().train().file())
        .contains(data);
  }

  @Test
  void a_run_takes_the_place_of_the_one_that_was_stopped(@TempDir Path place) throws IOException {
    Path folder = place.resolve("run");
    RunFolder.write(folder, document(), MODEL, "stopped");
    Files.createFile(Files.createDirectory(folder.resolve("unfinished")).resolve("x"));
    Files.writeString(folder.resolve("my notes.txt"), "mine");
    RunFolder.replace(folder, document().calledBy("again"), MODEL, "whole");
    assertThat(folder.resolve("report.html")).hasContent("whole");
    assertThat(folder.resolve("my notes.txt")).hasContent("mine");
    assertThat(folder.resolve("unfinished/x")).exists();
    assertThat(RunFolder.read(folder).environment().command()).isEqualTo("again");
    assertThat(place).isDirectoryNotContaining(file -> !file.equals(folder));
  }

  @Test
  void the_folder_of_a_run_is_known_by_what_lies_beside_it() {
    Path folder = Path.of("runs/one");
    assertThat(RunFolder.whole(RunFolder.partial(folder))).isEqualTo(folder);
    assertThat(RunFolder.whole(folder)).isEqualTo(folder);
  }

  @Test
  void numbers_that_earlier_versions_wrote_as_texts_are_read() {
    String json = RunJson.write(document());
    assertThat(json).contains("\"loss\" : null");
    RunDocument read =
        RunJson.read(
            json.replace("\"loss\" : null", "\"loss\" : \"NaN\"")
                .replace("\"runningLoss\" : null", "\"runningLoss\" : \"Infinity\""),
            "run.json");
    assertThat(read.metrics()).isEqualTo(document().metrics());
    assertThat(read.attempts().getFirst().epochs().getFirst().runningLoss()).isInfinite();
  }

  @Test
  void what_only_classes_have_is_left_out_for_numbers() {
    RunDocument d = document();
    RunDocument numbers =
        new RunDocument(
            1,
            d.name(),
            d.verdict(),
            d.sentence(),
            d.goal(),
            d.metrics(),
            d.references(),
            d.attempts(),
            d.kept(),
            d.causes(),
            d.notes(),
            d.profile(),
            List.of(),
            List.of(),
            d.environment(),
            d.weightsHash(),
            d.seconds());
    assertThat(RunJson.tree(numbers)).doesNotContainKeys("confusion", "classes");
  }

  @Test
  void every_name_in_the_json_is_explained() throws IOException {
    String described =
        Files.readString(
            Path.of(System.getProperty("plumb.root", "..")).resolve("docs/run-json.md"));
    java.util.regex.Matcher name =
        java.util.regex.Pattern.compile("\"([A-Za-z0-9-]+)\" :").matcher(RunJson.write(document()));
    java.util.Set<String> unexplained = new java.util.TreeSet<>();
    boolean card = false;
    while (name.find()) {
      // The card has a page of its own, and evidence is named by its cause.
      card = name.group(1).equals("card") || (card && !name.group(1).equals("verdict"));
      if (!card && !described.contains("`" + name.group(1) + "`")) {
        unexplained.add(name.group(1));
      }
    }
    assertThat(unexplained).isSubsetOf("dead", "deadLimit", "deadUnits");
  }

  @Test
  void damaged_documents_are_named() {
    String json = RunJson.write(document());
    for (String wrong :
        List.of(
            "",
            "[]",
            "{\"a\":",
            json.replace("\"schema\" : 1", "\"schema\" : 2"),
            json.replace("\"kept\" : 2", "\"kept\" : \"x\""),
            json.replace("dying-relu", "dyed-relu"),
            json.replace("weightsHash", "hash"))) {
      assertThatThrownBy(() -> RunJson.read(wrong, "run.json"))
          .isInstanceOf(BadInput.class)
          .hasMessageStartingWith("run.json");
    }
  }

  @Test
  void a_run_leaves_a_folder_that_reads_back(@TempDir Path above) throws IOException {
    Path folder = above.resolve("deep/run");
    RunFolder.write(folder, document(), MODEL, "<html>");
    assertThat(RunFolder.read(folder)).isEqualTo(document());
    assertThat(ModelFile.read(folder.resolve("model.plumb")).weightsHash())
        .isEqualTo(MODEL.weightsHash());
    assertThat(folder.resolve("report.html")).hasContent("<html>");
    assertThat(Files.readAllLines(folder.resolve("history.csv")))
        .containsExactly(
            "attempt,epoch,updates,running_loss,penalty,rate,"
                + "train_loss,train_accuracy,validation_loss,validation_accuracy",
            "1,0,0,,0.0,0.1,0.1,0.97,,",
            "1,1,3,,0.25,0.1,0.1,0.97,,0.5",
            "2,0,0,,0.0,0.1,0.1,0.97,,");
    try (Stream<Path> beside = Files.list(folder.getParent())) {
      assertThat(beside).containsExactly(folder);
    }
  }

  @Test
  void a_run_whose_place_was_taken_meanwhile_goes_beside_it(@TempDir Path above)
      throws IOException {
    Path folder = above.resolve("run");
    assertThat(RunFolder.write(folder, document(), MODEL, "first")).isEqualTo(folder);
    Files.createFile(above.resolve("run-2"));
    assertThat(RunFolder.write(folder, document(), MODEL, "second"))
        .isEqualTo(above.resolve("run-3"));
    assertThat(folder.resolve("report.html")).hasContent("first");
    assertThat(above.resolve("run-3/report.html")).hasContent("second");
  }

  @Test
  void an_empty_folder_is_taken_and_a_full_one_or_a_file_refused(@TempDir Path above)
      throws IOException {
    Path folder = Files.createDirectory(above.resolve("run"));
    RunFolder.write(folder, document(), MODEL, "");
    assertThatThrownBy(() -> RunFolder.check(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("already holds a run");
    assertThat(folder.resolve("report.html")).isEmptyFile();
    Path file = Files.createFile(above.resolve("file"));
    assertThatThrownBy(() -> RunFolder.check(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("is a file");
    assertThatThrownBy(() -> RunFolder.check(file.resolve("run")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("cannot be made");
    assertThatThrownBy(() -> RunFolder.check(above))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("not empty");
    assertThatThrownBy(() -> RunFolder.read(above))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("holds no run");
  }
}
