package plumb.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {
  @ParameterizedTest
  @ValueSource(strings = {"Yes", "YES", " yes", "yes.", "\"yes\"", "yes\u00a0", "ｙｅｓ", "y\u00e9s"})
  void careless_spellings_are_one_word(String word) {
    assertThat(Spelling.plain(word)).isEqualTo("yes");
  }

  @ParameterizedTest
  @CsvSource({
    "A-, A",
    "-1, 1",
    "1.0, 10",
    "1-2, 12",
    "1_2, 12",
    "<=50K, >50K",
    "C++, C#",
    "type-1, type-2",
  })
  void signs_that_carry_meaning_stay(String one, String other) {
    assertThat(Spelling.plain(one)).isNotEqualTo(Spelling.plain(other));
  }

  @ParameterizedTest
  @CsvSource({
    "Own-child, own child",
    "not_in_family, Not-in-family",
    "Straße, STRASSE",
    "type 1, type_1",
    "U.S., us",
  })
  void separators_do_not_matter(String one, String other) {
    assertThat(Spelling.plain(one)).isEqualTo(Spelling.plain(other));
  }

  @ParameterizedTest
  @CsvSource({"F, Female", "male, Male", "M, Male", "2, 2.0", "unknown, ''"})
  void another_spelling_is_found_where_there_is_one(String word, String meant) {
    assertThat(Spelling.another(word, List.of("Male", "Female", "2.0")).orElse(""))
        .isEqualTo(meant);
  }
}
