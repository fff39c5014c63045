package plumb.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnRefTest {
  private static final List<String> NAMES = List.of("age", "3", "income");

  @Test
  void a_column_is_found_by_name_before_number() {
    assertThat(new ColumnRef("income").resolve(NAMES, "f", "data.target")).isEqualTo(2);
    assertThat(new ColumnRef("1").resolve(NAMES, "f", "data.target")).isEqualTo(0);
    assertThat(new ColumnRef("3").resolve(NAMES, "f", "data.target")).isEqualTo(1);
  }

  @Test
  void a_mistyped_name_is_answered_with_the_nearest() {
    assertThatThrownBy(() -> new ColumnRef("incmoe").resolve(NAMES, "adult.csv", "data.target"))
        .isInstanceOf(BadInput.class)
        .hasMessage("adult.csv has no column \"incmoe\"; did you mean \"income\"?");
  }

  @Test
  void a_number_out_of_range_is_answered_with_the_range() {
    assertThatThrownBy(() -> new ColumnRef("4").resolve(NAMES, "adult.csv", "data.target"))
        .isInstanceOf(BadInput.class)
        .hasMessage("adult.csv has no column 4: its columns are numbered 1 to 3");
  }

  @Test
  void a_word_like_none_of_them_is_answered_with_what_there_is() {
    assertThatThrownBy(() -> new ColumnRef("zzzzzzzz").resolve(NAMES, "adult.csv", "data.target"))
        .hasMessageEndingWith("its columns are age, 3, income");
  }

  @Test
  void swapped_letters_are_one_mistake() {
    assertThat(Nearest.distance("incmoe", "income")).isEqualTo(1);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
  }
}
