package plumb.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.Encoding;
import plumb.data.read.Column;
import plumb.data.read.Prepared;
import plumb.data.read.Table;
import plumb.run.Card;
import plumb.run.CardReader;

class CardDataTest {
  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void visits_of_patients() throws IOException {
    file =
        Files.write(
            folder.resolve("visits.csv"),
            IntStream.range(-1, 300)
                .mapToObj(i ->
                    i < 0
                        ? "patient,day,x,y"
                        : "p%d,%d,%d,%d".formatted(i * 7 % 30, i * 11 % 300, i % 17, i * i))
                .toList());
  }

  private Card card(String validation) {
    return CardReader.parse(
        "data: {train: %s, target: y, task: regression, test: 0.2, validation: %s}\nseed: 3\n"
            .formatted(file, validation),
        Path.of(""),
        "card.yaml");
  }

  private static Set<String> patients(Table table, int[] rows) {
    Column patient = table.columns().getFirst();
    return Arrays.stream(rows)
        .mapToObj(row -> String.valueOf(patient.text(row)))
        .collect(Collectors.toSet());
  }

  private static int[] all(Table table) {
    return IntStream.range(0, table.rows()).toArray();
  }

  private static Table test(Card card, Encoding encoding) {
    return (Table) CardSources.of(card).test().orElseThrow().apply(encoding);
  }

  @Test
  void a_group_of_the_card_keeps_training_validation_and_test_apart() {
    Card card = card("{group: patient}");
    Prepared prepared = CardData.FILES.of(card);
    Table table = prepared.source().orElseThrow();

    Set<String> train = patients(table, prepared.trainRows());
    Set<String> validation = patients(table, prepared.validationRows());
    Table test = test(card, prepared.encoding());
    assertThat(train).doesNotContainAnyElementsOf(validation);
    assertThat(patients(test, all(test)))
        .hasSize(6)
        .doesNotContainAnyElementsOf(train)
        .doesNotContainAnyElementsOf(validation);
    assertThat(prepared.encoding().columns()).containsExactly("day", "x");
  }

  @Test
  void a_time_of_the_card_puts_the_test_rows_last() {
    Card card = card("{time: day, share: 0.25}");
    Prepared prepared = CardData.FILES.of(card);
    Table table = prepared.source().orElseThrow();
    Table test = test(card, prepared.encoding());

    assertThat(days(table, prepared.trainRows())).isEqualTo(IntStream.range(0, 180).toArray());
    assertThat(days(table, prepared.validationRows()))
        .isEqualTo(IntStream.range(180, 240).toArray());
    assertThat(days(test, all(test))).isEqualTo(IntStream.range(240, 300).toArray());
  }

  private static int[] days(Table table, int[] rows) {
    Column day = table.columns().get(1);
    return Arrays.stream(rows)
        .map(row -> Integer.parseInt(String.valueOf(day.text(row))))
        .sorted()
        .toArray();
  }

  @Test
  void folds_and_all_rows_leave_the_test_rows_out() {
    for (CardData data : List.of(CardData.FILES, CardData.remembered())) {
      Card card = card("{group: patient}");
      Prepared whole = data.whole(card);
      List<Prepared> folds = data.folds(card, 4, 2);

      assertThat(whole.train().rows()).isEqualTo(240);
      assertThat(whole.validation()).isEmpty();
      assertThat(folds).hasSize(8);
      assertThat(
              folds.subList(0, 4).stream()
                  .flatMapToInt(fold -> Arrays.stream(fold.validationRows()))
                  .sorted()
                  .toArray())
          .isEqualTo(IntStream.range(0, 240).toArray());
    }
  }

  @Test
  void what_is_remembered_is_prepared_once() {
    Card card = card("0.2");
    CardData data = CardData.remembered();

    assertThat(data.folds(card, 4, 2)).isSameAs(data.folds(card, 4, 2));
    assertThat(data.folds(card, 5, 2)).hasSize(10);
    assertThat(data.folds(card.withSeed(4), 4, 2).getFirst().validationRows())
        .isNotEqualTo(data.folds(card, 4, 2).getFirst().validationRows());
    assertThat(data.whole(card)).isSameAs(data.whole(card));
    assertThat(data.of(card)).isSameAs(data.of(card)).isNotSameAs(data.whole(card));
    assertThat(data.of(card.withData(card.data().withTest(Optional.empty()))).train().rows())
        .isEqualTo(240);
  }

  @Test
  void rows_in_memory_have_folds_too() {
    Card card = card("0.2");
    Table table = CardData.FILES.whole(card).source().orElseThrow();
    CardData data = CardData.of(table);
    Card without = card.withData(card.data().withTest(Optional.empty()));

    assertThat(data.folds(without, 2, 1)).hasSize(2);
    assertThat(data.whole(without).source()).containsSame(table);
  }
}
