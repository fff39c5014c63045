package plumb.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.math.RandomStream;

class SpoilTest {
  private static final RandomStream RANDOM = RandomStream.of(7);
  private static final TableSample TABLE = table(1000);
  private static final Spoil.Rows CLEAN = new Spoil.Rows(TABLE, Optional.of(table(50)), table(100));

  private static TableSample table(int rows) {
    List<String[]> cells = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      cells.add(new String[] {Integer.toString(i), i % 4 == 0 ? "a" : "b"});
    }
    return new TableSample(List.of("x", "y"), 1, cells);
  }

  private static long changed(Sample before, Sample after) {
    return IntStream.range(0, before.rows())
        .filter(i -> !before.label(i).equals(after.label(i)))
        .count();
  }

  @Test
  void noise_changes_the_share_of_labels_it_says_and_no_other_file() {
    Spoil.Rows rows = Spoil.noisy(0.3).apply(CLEAN, RANDOM);
    assertThat(changed(TABLE, rows.train())).isBetween(250L, 350L);
    assertThat(rows.validation()).isEqualTo(CLEAN.validation());
    assertThat(rows.test()).isSameAs(CLEAN.test());
  }

  @Test
  void the_same_stream_spoils_alike() {
    Sample one = Spoil.noisy(0.3).apply(CLEAN, RANDOM).train();
    Sample two = Spoil.noisy(0.3).apply(CLEAN, RANDOM).train();
    assertThat(changed(one, two)).isZero();
  }

  @Test
  void shuffled_labels_keep_their_counts_and_lose_their_rows() {
    Sample after = Spoil.shuffledLabels().apply(CLEAN, RANDOM).train();
    assertThat(IntStream.range(0, 1000).filter(i -> after.label(i).equals("a")).count())
        .isEqualTo(250);
    assertThat(changed(TABLE, after)).isBetween(300L, 450L);
  }

  @Test
  void sorting_leaves_one_change_of_label() {
    Sample after = Spoil.sorted().apply(CLEAN, RANDOM).train();
    assertThat(
            IntStream.range(1, 1000)
                .filter(i -> !after.label(i).equals(after.label(i - 1)))
                .count())
        .isEqualTo(1);
  }

  @Test
  void a_rare_class_keeps_a_share_and_the_others_all() {
    Sample after = Spoil.rare(0.1, List.of("a")).apply(CLEAN, RANDOM).train();
    assertThat(after.rows()).isEqualTo(750 + 25);
  }

  @Test
  void a_leaked_column_tells_the_label_in_training_only() {
    Spoil.Rows rows = Spoil.leak("hint").apply(CLEAN, RANDOM);
    TableSample train = (TableSample) rows.train();
    TableSample test = (TableSample) rows.test();
    assertThat(train.columns()).containsExactly("hint", "x", "y");
    assertThat(agreements(train)).isEqualTo(1000);
    assertThat(agreements(test)).isLessThan(80);
  }

  private static long agreements(TableSample table) {
    return table.cells().stream()
        .filter(line -> line[0].equals(line[2].equals("a") ? "100" : "110"))
        .count();
  }

  @Test
  void a_corrupt_share_of_numbers_and_no_label() {
    TableSample after = (TableSample) Spoil.corrupt(0.05, "1e9").apply(CLEAN, RANDOM).train();
    assertThat(after.cells().stream().filter(line -> line[0].equals("1e9")).count())
        .isBetween(30L, 75L);
    assertThat(changed(TABLE, after)).isZero();
  }

  @Test
  void shifted_validation_rows_and_no_others() {
    Spoil.Rows rows = Spoil.shiftedValidation(2, 1).apply(CLEAN, RANDOM);
    assertThat(((TableSample) rows.validation().orElseThrow()).cells().get(3)[0]).isEqualTo("7.0");
    assertThat(rows.train()).isSameAs(CLEAN.train());
  }
}
