package plumb.symptom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import plumb.math.RandomStream;

class RowKeyTest {
  @Test
  void rows_of_small_whole_numbers_have_different_keys() {
    for (int values : new int[] {2, 10, 256}) {
      Set<Long> keys = new HashSet<>();
      float[] row = new float[100];
      for (int i = 0; i < 20_000; i++) {
        RandomStream random = RandomStream.of(values).child(i);
        for (int j = 0; j < row.length; j++) {
          row[j] = random.below(j, values);
        }
        keys.add(RowKey.of(row));
      }
      assertThat(keys).hasSize(20_000);
    }
  }

  @Test
  void equal_rows_have_equal_keys() {
    assertThat(RowKey.of(new float[] {1, 2})).isEqualTo(RowKey.of(new float[] {1, 2}));
    assertThat(RowKey.of(new float[] {1, 2})).isNotEqualTo(RowKey.of(new float[] {2, 1}));
  }
}
