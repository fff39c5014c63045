package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.data.BadInput;
import plumb.data.Target;

class LabelsTest {
  private static final Target INCOME = new Target.Classification("y", List.of("<=50K", ">50K"));

  @Test
  void classes_may_have_an_equals_sign_of_their_own() {
    assertThat(Labels.read(List.of("<=50K.=<=50K", "rich=>50K"), INCOME))
        .isEqualTo(Map.of("<=50K.", "<=50K", "rich", ">50K"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "=           | takes FROM=TO",
        "rich        | takes FROM=TO",
        "rich=       | takes FROM=TO",
        "=>50K       | takes FROM=TO",
        "rich=>50    | did you mean \">50K\"?",
        "rich=Tuesday| its classes are <=50K, >50K"
      })
  void what_maps_nothing_is_refused(String typed, String sentence) {
    assertThatThrownBy(() -> Labels.read(List.of(typed), INCOME))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void a_label_is_mapped_once() {
    assertThatThrownBy(() -> Labels.read(List.of("a=>50K", "a=<=50K"), INCOME))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("\"a\" twice");
  }

  @Test
  void numbers_have_no_labels() {
    assertThatThrownBy(() -> Labels.read(List.of("a=b"), new Target.Regression("y", 0, 1)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("predicts numbers");
  }
}
