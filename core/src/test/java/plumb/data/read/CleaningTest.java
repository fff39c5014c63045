package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleaningTest {
  @ParameterizedTest(name = "{0} rows of one class, {1} of the other")
  @CsvSource({"3, 2", "100, 70", "7, 7", "9, 1", "10, 4"})
  void every_class_becomes_as_frequent_as_the_most_frequent(int one, int other) {
    int[] train = IntStream.range(0, one + other).toArray();
    int[] classOf = IntStream.range(0, one + other).map(i -> i < one ? 0 : 1).toArray();
    int[] rows = new Cleaning(List.of(), true, false).of(train, classOf);
    assertThat(Arrays.stream(rows).filter(row -> classOf[row] == 0)).hasSize(Math.max(one, other));
    assertThat(Arrays.stream(rows).filter(row -> classOf[row] == 1)).hasSize(Math.max(one, other));
    assertThat(Arrays.stream(rows).distinct()).hasSize(one + other);
  }
}
