package plumb.symptom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankingTest {
  @Test
  void the_area_counts_pairs_in_the_right_order_and_ties_half() {
    // Pairs of (one, other): 3>1, 3>2, 2>1, 2=2: three and a half of four.
    Ranking ranking =
        Ranking.of(new double[] {3, 2, 1, 2}, new boolean[] {true, true, false, false});
    assertThat(ranking.area()).isEqualTo(3.5 / 4, within(1e-12));
    assertThat(ranking.standardError()).isEqualTo(Math.sqrt(5.0 / (12 * 4)), within(1e-12));
  }

  @Test
  void without_rows_of_a_kind_it_says_nothing() {
    Ranking none = Ranking.of(new double[] {1, 2}, new boolean[] {false, false});
    assertThat(none.real()).isFalse();
    assertThat(none.couldBe(0.9)).isTrue();
  }
}
