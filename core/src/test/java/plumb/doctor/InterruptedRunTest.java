package plumb.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.experiment.MadeUp;
import plumb.experiment.Memory;
import plumb.experiment.TrainingFiles;
import plumb.recipe.CardData;
import plumb.recipe.Outcome;
import plumb.run.Card;
import plumb.run.CardReader;
import plumb.run.Cards;
import plumb.run.CheckpointFile;
import plumb.run.DataSettings;
import plumb.run.RunJson;
import plumb.train.StopSignal;

/** A run that is interrupted anywhere goes on to the very result it would have had. */
class InterruptedRunTest {
  @TempDir static Path folder;
  private static final CardData DATA = CardData.remembered();
  private static final Map<String, Run> UNINTERRUPTED = new HashMap<>();

  /**
   * A run with nobody to stop it.
   *
   * @param text its document but for times, and the hash of its weights
   * @param asked how often it asked whether to stop
   */
  private record Run(String text, int asked) {}

  private static final Map<String, Card> CARDS = new HashMap<>();

  @BeforeAll
  static void make() {
    Path all = new MadeUp(folder).clean();
    Path few = folder.resolve("few.csv");
    try {
      Files.write(few, Files.readAllLines(all).subList(0, 121));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    CARDS.put(
        "sigmoids",
        card(
            all,
            "network=[dense: 12, sigmoid, dense: 12, sigmoid, dense: 12, sigmoid, dense: 12, sigmoid]",
            "optimizer={sgd: 0.1}",
            "epochs=8"));
    CARDS.put("deep dropout", card(all, "network=[dense: 24, relu, dropout: 0.7]", "epochs=12"));
    CARDS.put("diverges", card(all, "optimizer={sgd: 300}", "epochs=6"));
    CARDS.put(
        "ensemble",
        card(all, "network=[dense: 8, relu]", "ensemble={networks: 3, resample: bootstrap}"));
    CARDS.put("folds", card(few, "network=[dense: 8, relu]", "epochs=10", "penalty={l2: 0.3}"));
  }

  private static Card card(Path train, String... settings) {
    return CardReader.apply(
        Cards.of(DataSettings.of(train, Optional.of("c"))),
        Stream.concat(Stream.of("epochs=5"), Stream.of(settings)).toList());
  }

  private static Outcome outcome(String name, Plan plan) {
    return Doctor.run(card(name), plan.withData(DATA).withThreads(1));
  }

  private static Card card(String name) {
    Card card = CARDS.get(name);
    if (card == null) {
      throw new IllegalArgumentException(name);
    }
    return card;
  }

  /** All of the document but how long it took. */
  private static String text(Outcome outcome) {
    return RunJson.write(outcome.document()).replaceAll("\"seconds\" : [-0-9.E]+", "");
  }

  private static Run uninterrupted(String name) {
    return UNINTERRUPTED.computeIfAbsent(
        name,
        n -> {
          AtomicInteger asked = new AtomicInteger();
          Outcome outcome =
              outcome(
                  n,
                  Plan.repair()
                      .withStop(() -> {
                        asked.incrementAndGet();
                        return Optional.empty();
                      }));
          return new Run(text(outcome), asked.get());
        });
  }

  private static StopSignal after(int asked) {
    AtomicInteger left = new AtomicInteger(asked);
    return () -> left.decrementAndGet() < 0 ? Optional.of("by the test") : Optional.empty();
  }

  private static Memory memory(Path in) {
    return new TrainingFiles(
        in,
        note -> {
          throw new AssertionError(note);
        });
  }

  static Stream<Arguments> places() {
    return Stream.of("sigmoids", "deep dropout", "diverges", "ensemble", "folds")
        .flatMap(name ->
            IntStream.of(3, 20, 45, 70, 97).mapToObj(percent -> Arguments.of(name, percent)));
  }

  @ParameterizedTest
  @MethodSource("places")
  void it_ends_in_the_same_weights_causes_and_attempts(
      String name, int percent, @TempDir Path work) {
    Run whole = uninterrupted(name);
    Outcome stopped =
        outcome(
            name,
            Plan.repair().withMemory(memory(work)).withStop(after(whole.asked() * percent / 100)));
    assertThat(stopped.stopped()).isTrue();
    assertThat(text(stopped)).isNotEqualTo(whole.text());
    Outcome resumed = outcome(name, Plan.repair().withMemory(memory(work)));
    assertThat(resumed.stopped()).isFalse();
    assertThat(text(resumed)).isEqualTo(whole.text());
  }

  @Test
  void it_may_be_interrupted_again_and_again(@TempDir Path work) {
    Run whole = uninterrupted("sigmoids");
    int interruptions = 0;
    int share = whole.asked() / 10;
    Outcome outcome =
        outcome("sigmoids", Plan.repair().withMemory(memory(work)).withStop(after(share)));
    while (outcome.stopped()) {
      interruptions++;
      // Only whole trainings are remembered: the same share each time might never get through one.
      StopSignal longer = after(share * (interruptions + 1));
      outcome = outcome("sigmoids", Plan.repair().withMemory(memory(work)).withStop(longer));
    }
    assertThat(interruptions).isBetween(3, 9);
    assertThat(text(outcome)).isEqualTo(whole.text());
  }

  @Test
  void what_was_finished_is_not_made_again(@TempDir Path work) {
    outcome("sigmoids", Plan.repair().withMemory(memory(work)));
    List<String> made = new ArrayList<>();
    Memory files = memory(work);
    Memory watched =
        new Memory() {
          @Override
          public Optional<Kept> recall(CheckpointFile.Owner owner) {
            return files.recall(owner);
          }

          @Override
          public void keep(CheckpointFile.Owner owner, Kept kept) {
            made.add(owner.card());
          }
        };
    assertThat(text(outcome("sigmoids", Plan.repair().withMemory(watched))))
        .isEqualTo(uninterrupted("sigmoids").text());
    assertThat(made).isEmpty();
  }

  @Test
  void the_trainings_of_other_data_or_another_card_are_not_taken(@TempDir Path work)
      throws IOException {
    outcome("sigmoids", Plan.once().withMemory(memory(work)));
    Path other = folder.resolve("other.csv");
    Files.write(other, Files.readAllLines(folder.resolve("clean.csv")).subList(0, 801));
    Card card = card("sigmoids");
    Card elsewhere = card.withData(card.data().withTrain(other));
    Plan plan = Plan.once().withThreads(1).withData(CardData.remembered());
    assertThat(Doctor.run(elsewhere, plan.withMemory(memory(work))).model().weightsHash())
        .isEqualTo(Doctor.run(elsewhere, plan).model().weightsHash());
    assertThat(Doctor.run(card.withSeed(7), plan.withMemory(memory(work))).model().weightsHash())
        .isEqualTo(Doctor.run(card.withSeed(7), plan).model().weightsHash());
  }

  @Test
  void a_damaged_file_costs_a_training_and_is_told(@TempDir Path work) throws IOException {
    outcome("sigmoids", Plan.once().withMemory(memory(work)));
    List<Path> files;
    try (Stream<Path> all = Files.list(work)) {
      files = all.toList();
    }
    assertThat(files).hasSize(2);
    for (Path file : files) {
      byte[] before = Files.readAllBytes(file);
      byte[] cut = before.clone();
      cut[cut.length / 2] ^= 1;
      Files.write(file, cut);
      List<String> notes = new ArrayList<>();
      Outcome again =
          outcome("sigmoids", Plan.once().withMemory(new TrainingFiles(work, notes::add)));
      assertThat(notes).singleElement().asString().contains("made anew", "damaged");
      assertThat(again.model().weightsHash())
          .isEqualTo(outcome("sigmoids", Plan.once()).model().weightsHash());
      Files.write(file, before);
    }
  }

  @Test
  void a_folder_that_cannot_be_written_costs_the_memory_and_not_the_run(@TempDir Path work)
      throws IOException {
    Path file = Files.createFile(work.resolve("file"));
    List<String> notes = new ArrayList<>();
    Outcome outcome =
        outcome(
            "sigmoids", Plan.repair().withMemory(new TrainingFiles(file.resolve("x"), notes::add)));
    assertThat(text(outcome)).isEqualTo(uninterrupted("sigmoids").text());
    assertThat(notes).singleElement().asString().contains("is not kept");
  }
}
