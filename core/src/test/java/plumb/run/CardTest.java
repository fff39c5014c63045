package plumb.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.BadInput;
import plumb.data.Targets;
import plumb.data.read.Origin;
import plumb.data.read.ReadOptions.Header;
import plumb.data.read.Scaling;
import plumb.data.read.Task;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Penalty;
import plumb.optim.Schedule;
import plumb.optim.Scope;
import plumb.optim.UpdateRule;
import plumb.train.Ensemble;
import plumb.train.PrimaryScore;
import plumb.train.Stopping;
import plumb.train.TrainingSpec;

class CardTest {
  @TempDir Path folder;

  private static final String DATA = "data: {train: a.csv, target: y}\n";

  private static Card parse(String yaml) {
    return CardReader.parse(yaml, Path.of("cards"), "card.yaml");
  }

  @Test
  void a_full_card_means_what_it_says() {
    Card card =
        parse(
            """
            data:
              train: adult.csv
              target: income
              task: classification
              columns: {exclude: [id, 3], keep: nr}
              validation: valid.csv
              test: /data/test.csv
              inputs: min-max
              targets: raw
              shuffle: false
              header: false
              labels: {"50000+.": 50000+}
            network:
              - dropout: 0.2
              - dense: {units: 128, init: he, bias: 0.1}
              - relu
              - {leaky-relu: 0.02}
              - {prelu: {shared: layer}}
              - {elu: {alpha: 1.5}}
              - dropout: {p: 0.5, mask: batch, scaling: none}
              - maxout: {units: 240, pieces: 5}
              - dense: {units: 3, init: {normal: 0.01}}
            head: {units: 1, activation: sigmoid}
            loss: mse
            penalty: {l2: 1e-4, l1: 0}
            optimizer: {momentum: {rate: 0.1}, clip: {norm: 1}, schedule: {step: {epochs: 5, factor: 0.5}}}
            batch: 64
            epochs: 20
            stop: none
            convention: pytorch
            seed: -7
            """);
    assertThat(card.data())
        .isEqualTo(
            new DataSettings(
                    Path.of("cards/adult.csv"),
                    Optional.of("income"),
                    Task.CLASSIFICATION,
                    List.of("id", "3"),
                    new DataSettings.Validation.File(Path.of("cards/valid.csv")),
                    Optional.of(new DataSettings.Test.File(Path.of("/data/test.csv"))),
                    Scaling.MIN_MAX,
                    true,
                    false,
                    Header.NO,
                    java.util.Map.of("50000+.", "50000+"))
                .withKeep(List.of("nr")));
    assertThat(card.network())
        .containsExactly(
            new Layer.Dropout(0.2f),
            new Layer.Dense(128, new Init.He(), 0.1f),
            new Layer.Activate(Activation.RELU),
            new Layer.Activate(new Activation.LeakyRelu(0.02f)),
            new Layer.Activate(new Activation.PRelu(Activation.Sharing.LAYER, 0.25f)),
            new Layer.Activate(new Activation.Elu(1.5f)),
            new Layer.Dropout(0.5f, Layer.MaskScope.BATCH, Layer.DropoutScaling.NONE),
            new Layer.Maxout(240, 5, new Init.FanIn(true), 0),
            new Layer.Dense(3, new Init.Normal(0.01f), 0));
    assertThat(card.head())
        .contains(new HeadChoice(1, Optional.of(Activation.SIGMOID), new Init.FanIn(true), 0));
    assertThat(card.loss()).contains(Loss.MEAN_SQUARED_ERROR);
    assertThat(card.penalty())
        .isEqualTo(new Penalty(1e-4, 0, Penalty.L1Form.SIGN, Scope.ALL, OptionalDouble.empty()));
    assertThat(card.optimizer())
        .isEqualTo(
            new Optimizer(
                new UpdateRule.Momentum(0.1, 0.9, UpdateRule.Velocity.GRADIENTS),
                new Clip.ByNorm(1),
                new Schedule.Step(5, 0.5)));
    assertThat(card.batch()).isEqualTo(64);
    assertThat(card.epochs()).isEqualTo(20);
    assertThat(card.stopping()).isEqualTo(new Stopping.Never());
    assertThat(card.convention()).isEqualTo(Convention.PYTORCH);
    assertThat(card.seed()).isEqualTo(-7);
  }

  @Test
  void a_card_of_data_alone_takes_every_default() {
    assertThat(parse(DATA))
        .isEqualTo(Cards.of(DataSettings.of(Path.of("cards/a.csv"), Optional.of("y"))));
  }

  @Test
  void the_lectures_convention_changes_dropout_and_rmsprop() {
    Card card = parse(DATA + "convention: lecture\nnetwork: [dropout: 0.5]\noptimizer: rmsprop\n");
    assertThat(card.network())
        .containsExactly(new Layer.Dropout(0.5f, Layer.MaskScope.BATCH, Layer.DropoutScaling.TEST));
    assertThat(card.optimizer().rule())
        .isEqualTo(new UpdateRule.RmsProp(0.001, 0.9, 0, UpdateRule.RmsProp.Start.FIRST_GRADIENT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          optimiser: adam                        | card.yaml:2, column 1: unknown field "optimiser"; did you mean "optimizer"?
          batch: big                             | card.yaml:2, column 8: batch must be a whole number from 1 on, not "big"
          batch: 0                               | card.yaml:2, column 8: batch must be a whole number from 1 on, not 0
          epochs: 1.5                            | card.yaml:2, column 9: epochs must be a whole number from 1 on, not 1.5
          network: [dropout: 1]                  | at least 0 and below 1, not 1
          network: [dense: -3]                   | card.yaml:2, column 18: dense must be a whole number from 1 on, not -3
          network: [maxout: {units: 3, pieces: 1}] | maxout.pieces must be a whole number from 2 on, not 1
          network: [maxout: {units: 3}]          | maxout lacks the field "pieces"
          network: [rleu]                        | unknown layer "rleu"; did you mean "relu"?
          network: [relu: 3]                     | "relu" takes no settings
          network: relu                          | network takes a list
          network: [{dense: 3, relu: 1}]         | give each an entry of its own
          optimizer: {adam: {rate: 0}}           | card.yaml:2, column 26: adam.rate must be above 0, not 0
          optimizer: {adam: {rate: -1}}          | adam.rate must be above 0, not -1
          optimizer: {adam: {rate: .nan}}        | adam.rate must be a number
          optimizer: {momentum: {momentum: 1}}   | momentum.momentum must be at least 0 and below 1
          optimizer: {sgd: 1, adam: 1}           | one update rule, not sgd and adam
          optimizer: {sdg: 1}                    | unknown optimizer "sdg"; did you mean "sgd"?
          optimizer: {adam: {beta: 1}}           | unknown field of adam "beta"
          optimizer: {adam: 1, clip: 3}          | unknown clip "3"
          optimizer: {schedule: {warm-up: {epochs: 101}}} | the schedule waits 101 epochs but the run has only 100
          penalty: {l2: -1}                      | penalty.l2 must be at least 0
          stop: {patience: 0}                    | stop.patience must be a whole number from 1
          loss: msse                             | did you mean "mse"?
          seed: 1.5                              | seed must be a whole number
          seed: 1\\nseed: 2                      | card.yaml:3, column 1: "seed" stands here a second time, first at card.yaml:2, column 1
          head: {units: 1, activation: relo}     | unknown activation "relo"; did you mean "relu"?
          batch:                                 | batch has no value
          network: [dense: 3                     | this is not YAML
          """)
  void a_mistake_is_named_with_its_place(String line, String sentence) {
    assertThatThrownBy(() -> parse(DATA + line.replace("\\n", "\n") + "\n"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("card.yaml:")
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          seed: 1                              | names no data
          data: {target: y}                    | data lacks the field "train"
          data: {train: a, validation: 1.2}    | above 0 and below 1, not 1.2
          data: {train: a, validation: 0}      | write none to do without
          data: {train: a, shuffle: maybe}     | data.shuffle must be true or false
          data: {train: a, inputs: standard}   | did you mean "standardize"?
          data: {train: []}                    | data.train is an empty list
          data: {train: [[a]]}                 | takes a single value, not a list
          data: {train: {jdbc: "jdbc:x:y"}}    | lacks the field "query"
          data: {train: {jdbc: x, query: y}}   | begins with jdbc:
          data: {train: {jdbc: x, password: y}} | password
          [1, 2]                               | a card takes the fields
          &a [*a]                              | card.yaml
          """)
  void wrong_data_is_named(String yaml, String sentence) {
    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void an_empty_card_and_an_absent_card_are_named() {
    assertThatThrownBy(() -> parse("# nothing\n"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("the card is empty");
    assertThatThrownBy(() -> CardReader.read(folder.resolve("no.yaml")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no.yaml does not exist");
  }

  @Test
  void paths_are_relative_to_the_card_and_in_settings_to_the_current_folder() throws IOException {
    Path file = Files.writeString(folder.resolve("card.yaml"), DATA);
    Card card = CardReader.read(file, List.of("data.test=t.csv"));
    assertThat(card.data().train().file()).contains(folder.resolve("a.csv"));
    assertThat(card.data().test()).contains(new DataSettings.Test.File(Path.of("t.csv")));
    Card elsewhere =
        CardReader.read(file, List.of("data.test=t.csv"), Path.of("work"), warning -> {});
    assertThat(elsewhere.data().train().file()).contains(folder.resolve("a.csv"));
    assertThat(elsewhere.data().test()).contains(new DataSettings.Test.File(Path.of("work/t.csv")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"seed=2", "convention=keras", "data.test=t.csv"})
  void settings_leave_the_paths_of_the_card_where_they_are(String setting) {
    Card card = parse("data: {train: ../x/a.csv, target: y, validation: v.csv}\n");
    DataSettings data =
        CardReader.apply(card, List.of(setting), Path.of("work"), warning -> {}).data();
    assertThat(data.train().file()).contains(Path.of("cards/../x/a.csv"));
    assertThat(data.validation())
        .isEqualTo(new DataSettings.Validation.File(Path.of("cards/v.csv")));
  }

  @Test
  void an_ensemble_and_a_noise_aware_stop_are_read() {
    assertThat(parse(DATA + "ensemble: 5\n").ensemble())
        .isEqualTo(new Ensemble(5, Ensemble.Resampling.BOOTSTRAP));
    assertThat(parse(DATA + "ensemble: {networks: 3, resample: parts}\n").ensemble())
        .isEqualTo(new Ensemble(3, Ensemble.Resampling.PARTS));
    assertThat(parse(DATA + "ensemble: none\n").ensemble()).isEqualTo(Ensemble.SINGLE);
    assertThat(parse(DATA).ensemble()).isEqualTo(Ensemble.SINGLE);
    assertThat(parse(DATA + "stop: {patience: 3, minDelta: auto}\n").stopping())
        .isEqualTo(new Stopping.PatienceBeyondNoise(3, 1));
    assertThat(parse(DATA + "stop: {standard-errors: 2}\n").stopping())
        .isEqualTo(new Stopping.PatienceBeyondNoise(10, 2));
    assertThat(CardReader.apply(parse(DATA), List.of("ensemble.networks=4")).ensemble().networks())
        .isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.3                                      | 0.3 |   |     | auto
          {share: 0.3}                             | 0.3 |   |     | auto
          {}                                       | 0.2 |   |     | auto
          {group: patient}                         | 0.2 | patient |     | auto
          {share: 0.1, group: 3, folds: 5}         | 0.1 | 3 |     | 5
          {time: sold at, folds: none}             | 0.2 |   | sold at | none
          {time: t, folds: 0}                      | 0.2 |   | t   | none
          {folds: 2}                               | 0.2 |   |     | 2
          """)
  void validation_says_share_group_time_and_folds(
      String yaml, double share, String group, String time, String folds) {
    DataSettings.Folds meant =
        switch (folds) {
          case "auto" -> DataSettings.Folds.AUTO;
          case "none" -> DataSettings.Folds.NONE;
          default -> new DataSettings.Folds.Count(Integer.parseInt(folds));
        };
    Card card = parse("data: {train: a.csv, validation: " + yaml + "}\n");
    assertThat(card.data().validation())
        .isEqualTo(
            new DataSettings.Validation.Share(
                share, Optional.ofNullable(group), Optional.ofNullable(time), meant));
    assertThat(card.data().drawnAtRandom()).isEqualTo(group == null && time == null);
    assertThat(CardReader.parse(CardWriter.yaml(card), Path.of(""), "written")).isEqualTo(card);
    assertThat(CardReader.fromTree(CardWriter.tree(card), "tree")).isEqualTo(card);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {group: p, time: t}   | card.yaml:1, column 34: data.validation takes group or time, not both; remove one of them
          {folds: 1}            | card.yaml:1, column 42: data.validation.folds is auto, none or a whole number from 2 on, not "1"
          {folds: many}         | card.yaml:1, column 42: data.validation.folds is auto, none or a whole number from 2 on, not "many"
          {folds: 2.5}          | card.yaml:1, column 42: data.validation.folds must be a whole number from 0 on, not 2.5
          {share: 1}            | card.yaml:1, column 42: data.validation.share is a share of the rows above 0 and below 1, not 1; write data.validation: none to do without
          {gruop: p}            | card.yaml:1, column 35: unknown field of data.validation "gruop"; did you mean "group"?
          {group: [p]}          | card.yaml:1, column 42: data.validation.group takes a single value, not a list
          {group: }             | card.yaml:1, column 41: data.validation.group has no value; give it one or remove it
          """)
  void a_mistake_in_validation_is_named_with_its_place(String yaml, String sentence) {
    assertThatThrownBy(() -> parse("data: {train: a.csv, validation: " + yaml + "}\n"))
        .isInstanceOf(BadInput.class)
        .hasMessage(sentence);
  }

  @Test
  void settings_reach_into_validation_and_keep_its_share() {
    assertThat(
            CardReader.apply(
                    parse(DATA), List.of("data.validation=0.3", "data.validation.group=patient"))
                .data()
                .validation())
        .isEqualTo(
            new DataSettings.Validation.Share(
                0.3, Optional.of("patient"), Optional.empty(), DataSettings.Folds.AUTO));
    Card timed = parse("data: {train: a.csv, validation: {share: 0.1, time: t}}\n");
    assertThat(CardReader.apply(timed, List.of("data.validation.folds=4")).data().validation())
        .isEqualTo(
            new DataSettings.Validation.Share(
                0.1, Optional.empty(), Optional.of("t"), new DataSettings.Folds.Count(4)));
    Card none = parse("data: {train: a.csv, validation: none}\n");
    assertThat(CardReader.apply(none, List.of("data.validation.time=t")).data().validation())
        .isEqualTo(
            new DataSettings.Validation.Share(
                0.2, Optional.empty(), Optional.of("t"), DataSettings.Folds.AUTO));
    Card file = parse("data: {train: a.csv, validation: v.csv}\n");
    assertThatThrownBy(() -> CardReader.apply(file, List.of("data.validation.group=p")))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("--set data.validation.group=p: the validation rows are those of ")
        .hasMessageEndingWith("v.csv, which are not divided; set data.validation to a share first");
  }

  @Test
  void settings_change_single_fields() {
    Card card =
        CardReader.apply(
            parse(DATA + "optimizer: {nesterov: 0.3, clip: {value: 2}}\n"),
            List.of(
                "optimizer.rate=0.1",
                "batch=8",
                "penalty.l2=1e-4",
                "stop.patience=5",
                "data.validation=0.3",
                "seed=3",
                "network=[dense: 32, relu]"));
    assertThat(card.optimizer())
        .isEqualTo(
            new Optimizer(
                new UpdateRule.Nesterov(0.1, 0.9, UpdateRule.Velocity.GRADIENTS),
                new Clip.ByValue(2),
                Schedule.CONSTANT));
    assertThat(card.batch()).isEqualTo(8);
    assertThat(card.penalty()).isEqualTo(new Penalty(1e-4, 0));
    assertThat(card.stopping()).isEqualTo(new Stopping.Patience(5, 0));
    assertThat(card.data().validation()).isEqualTo(new DataSettings.Validation.Share(0.3));
    assertThat(card.seed()).isEqualTo(3);
    assertThat(card.network())
        .containsExactly(new Layer.Dense(32), new Layer.Activate(Activation.RELU));
  }

  @Test
  void a_setting_that_names_a_rule_brings_that_rule() {
    Card card = parse(DATA + "optimizer: sgd\n");
    assertThat(CardReader.apply(card, List.of("optimizer.adam.beta1=0.5")).optimizer().rule())
        .isEqualTo(new UpdateRule.Adam(0.001, 0.5, 0.999, 1e-8));
    assertThat(CardReader.apply(card, List.of("optimizer=adagrad")).optimizer().rule())
        .isEqualTo(new UpdateRule.Adagrad(0.01, 1e-10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batch=0",
        "bach=3",
        "optimizer.rte=1",
        "batch",
        "=3",
        "network.1=relu",
        "batch=[",
        "a..b=1"
      })
  void a_wrong_setting_is_named(String setting) {
    Card card = parse(DATA);
    assertThatThrownBy(() -> CardReader.apply(card, List.of(setting)))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("--set " + setting + ": ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          network: [dropout: 0.8]           | card.yaml:2, column 20: dropout 0.8 drops 80% of the units; did you mean the share to keep? Then write 0.2, for the number is always the probability to drop
          network: [relu, dropout: {p: .95}] | card.yaml:2, column 30: dropout 0.95 drops 95% of the units; did you mean the share to keep? Then write 0.05, for the number is always the probability to drop
          network: [dropout: 0.79]          |
          network: [dropout: 0.5]           |
          """)
  void dropping_most_units_is_obeyed_and_remarked_on(String line, String remark)
      throws IOException {
    Path file = Files.writeString(folder.resolve("card.yaml"), DATA + line + "\n");
    List<String> remarks = new ArrayList<>();
    Card card = CardReader.read(file, List.of(), Path.of(""), remarks::add);
    assertThat(remarks)
        .isEqualTo(remark == null ? List.of() : List.of(folder.resolve(remark).toString()));
    assertThat(Cards.warnings(card))
        .hasSameSizeAs(remarks)
        .allSatisfy(warning -> assertThat(warning).startsWith("Entry ").contains("share to keep?"));
  }

  @Test
  void a_remark_on_a_setting_names_the_setting() {
    List<String> remarks = new ArrayList<>();
    Card card =
        CardReader.apply(parse(DATA), List.of("network=[dropout: 0.9]"), Path.of(""), remarks::add);
    assertThat(card.network()).containsExactly(new Layer.Dropout(0.9f));
    assertThat(remarks)
        .singleElement()
        .asString()
        .startsWith("--set network=[dropout: 0.9]: dropout 0.9 drops 90% of the units");
  }

  /** What cannot be used is found when the card is read: where, what, and what to do. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          network: [dropout: 1]                | 20: dropout, the probability to drop a unit, must be at least 0 and below 1, not 1
          network: [dropout: -0.1]             | 20: dropout, the probability to drop a unit, must be at least 0 and below 1, not -0.1
          network: [dropout: {p: 1.5}]         | 24: dropout, the probability to drop a unit, must be at least 0 and below 1, not 1.5
          network: [dropout: half]             | 20: dropout, the probability to drop a unit, must be a number, not "half"
          network: [maxout: {units: 4, pieces: 1}]  | 38: maxout.pieces must be a whole number from 2 on, not 1
          network: [maxout: {units: 4, pieces: 2.5}] | 38: maxout.pieces must be a whole number from 2 on, not 2.5
          network: [maxout: {units: 0, pieces: 2}]  | 27: maxout.units must be a whole number from 1 on, not 0
          network: [dense: 0]                  | 18: dense must be a whole number from 1 on, not 0
          network: [dense: -3]                 | 18: dense must be a whole number from 1 on, not -3
          network: [dense: 2.5]                | 18: dense must be a whole number from 1 on, not 2.5
          network: [dense: many]               | 18: dense must be a whole number from 1 on, not "many"
          network: [dense: "5"]                | 18: dense must be a whole number from 1 on, not "5"
          network: [dense: {units: 1e12}]      | 26: dense.units is at most 1000000, not 1e12
          head: {units: 0}                     | 15: head.units must be a whole number from 1 on, not 0
          optimizer: {sgd: 0}                  | 18: sgd.rate must be above 0, not 0
          optimizer: {adam: {rate: -1}}        | 26: adam.rate must be above 0, not -1
          optimizer: {rmsprop: {rate: fast}}   | 29: rmsprop.rate must be a number, not "fast"
          optimizer: {momentum: {momentum: 1}} | 34: momentum.momentum must be at least 0 and below 1, not 1
          optimizer: {nesterov: {momentum: -1}} | 34: nesterov.momentum must be at least 0 and below 1, not -1
          optimizer: {rmsprop: {decay: 1}}     | 30: rmsprop.decay must be at least 0 and below 1, not 1
          optimizer: {adam: {beta1: 1.0}}      | 27: adam.beta1 must be at least 0 and below 1, not 1.0
          optimizer: {adam: {beta2: 2}}        | 27: adam.beta2 must be at least 0 and below 1, not 2
          optimizer: {adam: 0.1, clip: {norm: 0}} | 37: clip.norm must be above 0, not 0
          optimizer: {adam: {bta1: 0.5}}       | 20: unknown field of adam "bta1"; did you mean "beta1"?
          optimizer: {schedule: {step: {epochs: 101}}} | 13: the schedule waits 101 epochs but the run has only 100; shorten it or raise epochs
          optimizer: {schedule: {warm-up: {epochs: 200}}} | 13: the schedule waits 200 epochs but the run has only 100; shorten it or raise epochs
          optimizer: {schedule: {step: {epochs: 0}}} | 39: step.epochs must be a whole number from 1 on, not 0
          penalty: {l2: -1e-4}                 | 15: penalty.l2 must be at least 0, not -1e-4
          penalty: {l1: -1}                    | 15: penalty.l1 must be at least 0, not -1
          penalty: {l3: 1}                     | 11: unknown field of penalty "l3"; did you mean "l2"?
          batch: 0                             | 8: batch must be a whole number from 1 on, not 0
          batch: 3.5                           | 8: batch must be a whole number from 1 on, not 3.5
          batch: [3]                           | 8: batch takes a single value, not a list
          epochs: -1                           | 9: epochs must be a whole number from 1 on, not -1
          epochs: forever                      | 9: epochs must be a whole number from 1 on, not "forever"
          stop: {patience: 0}                  | 18: stop.patience must be a whole number from 1 on, not 0
          stop: {minDelta: -1}                 | 18: stop.minDelta must be at least 0, not -1
          stop: {standard-errors: 0}           | 25: stop.standard-errors must be above 0, not 0
          stop: {minDelta: 1, standard-errors: 1} | 38: stop takes minDelta or standard-errors, not both; remove one of them
          ensemble: 1                          | 11: ensemble must be a whole number from 2 on, not 1
          ensemble: {networks: 0}              | 22: ensemble.networks must be a whole number from 2 on, not 0
          ensemble: {networks: 2.5}            | 22: ensemble.networks must be a whole number from 2 on, not 2.5
          ensemble: {networks: 3, resample: bag} | 35: unknown ensemble.resample "bag"; it must be one of bootstrap, parts, none
          ensemble: {resample: parts}          | 11: ensemble lacks the field "networks"; add it
          optimizer: {schedule: {on-plateau: {patience: 101}}} | 13: the schedule waits 101 epochs but the run has only 100; shorten it or raise epochs
          optimizer: {schedule: {one-cycle: {rise: 1}}} | 42: one-cycle.rise must be at least 0 and below 1, not 1
          optimizer: {adam: 0.1, clip: {value: -1}} | 38: clip.value must be above 0, not -1
          stop: {patient: 3}                   | 8: unknown field of stop "patient"; did you mean "patience"?
          convention: torch                    | 13: unknown convention "torch"; did you mean "pytorch"?
          score: balanced                      | 8: unknown score "balanced"; it must be one of auto, accuracy, balanced-accuracy, r2
          score: [accuracy]                    | 8: score takes a single value, not a list
          seed: 1.5                            | 7: seed must be a whole number, not 1.5
          """)
  void a_bad_setting_is_one_sentence_with_line_and_column(String line, String sentence) {
    assertThatThrownBy(() -> parse(DATA + line + "\n"))
        .isInstanceOf(BadInput.class)
        .hasMessage("card.yaml:2, column " + sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "network: []",
        "network: [softplus, gelu, softmax, selu, tanh, sigmoid, linear]",
        "network: [dense: {units: 3, init: {constant: 0.1}}, maxout: {units: 2, pieces: 2, init: {uniform: 1e-9}}]",
        "network: [prelu: {shared: network, slope: 0.1}, elu: 0.3, leaky-relu: 0.3, dropout: 0.1]",
        "head: {units: 10, activation: {leaky-relu: 0.2}, init: zeros, bias: -1e-7}",
        "loss: binary-cross-entropy",
        "loss: hinge",
        "penalty: {l1: 0.003}",
        "optimizer: {adamw: {rate: 3e-5, decay: 0}, clip: {norm: 0.5}}",
        "optimizer: {rmsprop: {start: first-gradient}, schedule: {cosine: {floor: 0.01}}}",
        "optimizer: {sgd: 1, schedule: {one-cycle: {rise: 0.2}}}",
        "optimizer: {momentum: {rate: 1, momentum: 0}, schedule: {warm-up: {epochs: 3}}}",
        "optimizer: {adagrad: {}, schedule: {on-plateau: {patience: 2, factor: 0.3}}}",
        "optimizer: {nesterov: 1, schedule: {step: {epochs: 2}}}",
        "stop: {patience: 3, minDelta: 1e-3}",
        "stop: none",
        "stop: {patience: 3, minDelta: auto}",
        "stop: {patience: 3, standard-errors: 2.5}",
        "score: balanced-accuracy",
        "score: accuracy",
        "score: r2",
        "ensemble: 5",
        "ensemble: {networks: 3, resample: parts}",
        "seed: 9223372036854775807",
        "convention: lecture\nnetwork: [dropout: 0.5]\noptimizer: rmsprop",
        "convention: keras\noptimizer: adam"
      })
  void a_card_written_and_read_is_the_same_card(String rest) {
    Card card = parse(DATA + rest + "\n");
    String yaml = CardWriter.yaml(card);
    assertThat(CardReader.parse(yaml, Path.of(""), "written")).isEqualTo(card);
    assertThat(CardReader.fromTree(CardWriter.tree(card), "tree")).isEqualTo(card);
  }

  @Test
  void a_score_is_the_one_asked_for_or_follows_from_the_training_rows() {
    int[] labels = new int[100];
    labels[0] = 1;
    Targets rare = new Targets.Classes(labels, 2);

    assertThat(parse(DATA).score()).isEmpty();
    assertThat(parse(DATA + "score: auto").score()).isEmpty();
    assertThat(parse(DATA).score(rare)).isEqualTo(PrimaryScore.BALANCED_ACCURACY);
    assertThat(parse(DATA + "score: accuracy").score(rare)).isEqualTo(PrimaryScore.ACCURACY);
    TrainingSpec training = parse(DATA + "seed: 5\nbatch: 7\nstop: none").training(rare);
    assertThat(training.score()).isEqualTo(PrimaryScore.BALANCED_ACCURACY);
    assertThat(training)
        .isEqualTo(
            new TrainingSpec(
                    new Optimizer(new UpdateRule.Adam(0.001)),
                    Penalty.NONE,
                    7,
                    100,
                    new Stopping.Never(),
                    true,
                    5)
                .withScore(PrimaryScore.BALANCED_ACCURACY));
    assertThatThrownBy(() -> parse(DATA + "score: r2").score(rare)).isInstanceOf(BadInput.class);
  }

  @Test
  void who_repeats_rare_rows_until_all_classes_are_as_frequent_means_them_to_count_as_much() {
    Targets even = new Targets.Classes(new int[] {0, 1, 0, 1}, 2);
    Targets numbers = new Targets.Values(new float[] {1, 2});
    String balance = "data: {train: a.csv, target: y, clean: {balance: true}}\n";

    assertThat(parse(DATA).score(even)).isEqualTo(PrimaryScore.ACCURACY);
    assertThat(parse(balance).score(even)).isEqualTo(PrimaryScore.BALANCED_ACCURACY);
    assertThat(parse(balance + "score: accuracy").score(even)).isEqualTo(PrimaryScore.ACCURACY);
    assertThat(parse(balance).score(numbers)).isEqualTo(PrimaryScore.R2);
  }

  @Test
  void several_files_a_query_and_standard_input_survive_writing() {
    Origin query =
        new Origin.Query(
            "jdbc:postgresql://host/db?x=1",
            "SELECT * FROM t WHERE a = 'b: c' ORDER BY n",
            Optional.of("me"),
            Optional.of("DB_PASSWORD"));
    for (Origin origin :
        List.of(
            query,
            new Origin.Query("jdbc:sqlite:t.db", "TABLE t", Optional.empty(), Optional.empty()),
            new Origin.Files(List.of(Path.of("/a.csv"), Path.of("/b c.csv"))),
            Origin.of(Path.of("-")),
            Origin.of(Path.of("/data/part-*.csv")))) {
      Card card = Cards.of(DataSettings.of(origin, Optional.of("y")));
      assertThat(CardReader.parse(CardWriter.yaml(card), Path.of(""), "written")).isEqualTo(card);
    }
    assertThat(parse("data: {train: [a.csv, b.csv], target: y}").data().train())
        .isEqualTo(new Origin.Files(List.of(Path.of("cards/a.csv"), Path.of("cards/b.csv"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "true", "1", "a: b", "# no", "\"q\" \\ \n", "none", "ü", " x"})
  void odd_names_survive_writing(String name) {
    DataSettings data =
        new DataSettings(
                Path.of("/x y/ü: 1.csv"),
                Optional.of(name),
                Task.REGRESSION,
                List.of(name, "other"),
                new DataSettings.Validation.None(),
                Optional.of(new DataSettings.Test.File(Path.of("./12"))),
                Scaling.RAW,
                true,
                false,
                Header.YES,
                java.util.Map.of(name, name + "2", "b", "c"))
            .withKeep(List.of("c", name));
    Card card = Cards.of(data);
    assertThat(CardReader.parse(CardWriter.yaml(card), Path.of(""), "written")).isEqualTo(card);
    Card grouped =
        Cards.of(
            data.withValidation(
                new DataSettings.Validation.Share(
                    0.3, Optional.of(name), Optional.empty(), DataSettings.Folds.NONE)));
    assertThat(CardReader.parse(CardWriter.yaml(grouped), Path.of(""), "written"))
        .isEqualTo(grouped);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{group: patient}",
        "{share: 0.3, time: day, folds: 4}",
        "{folds: none}",
        "{share: 0.2, group: share}"
      })
  void another_convention_leaves_validation_as_it_is(String validation) {
    Card card = parse("data: {train: a.csv, validation: " + validation + "}\n");
    assertThat(CardReader.apply(card, List.of("convention=keras")).data()).isEqualTo(card.data());
  }
}
