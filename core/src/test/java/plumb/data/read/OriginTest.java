package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.BadInput;

class OriginTest {
  @TempDir Path folder;

  private Path file(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.toAbsolutePath().getParent());
    return Written.text(file, lines);
  }

  @Test
  void several_files_are_one_table() throws IOException {
    Path a = file("a.csv", "x,y", "1,p", "2,q");
    Path b = file("b.csv", "y,x", "p,3");

    Table table = (Table) DataReader.read(new Origin.Files(List.of(a, b)), ReadOptions.usual());

    assertThat(((Column.Numbers) table.columns().getFirst()).values().toArray())
        .containsExactly(1, 2, 3);
    assertThat(table.place(2)).endsWith("b.csv, line 2");
  }

  @Test
  void a_pattern_names_files_in_any_folder_but_no_hidden_ones() throws IOException {
    file("2023/part-1.csv", "x,y", "1,p", "2,q");
    file("2024/part-1.csv", "x,y", "3,p", "4,q");
    file("2024/.part-2.csv", "x,y", "5,p");
    file("2024/other.csv", "z", "6");
    Path pattern = folder.resolve("20*/part-?.csv");

    Table table = Written.table(pattern);

    assertThat(((Column.Numbers) table.columns().getFirst()).values().toArray())
        .containsExactly(1, 2, 3, 4);
    assertThat(Origin.of(pattern).exists()).isTrue();
  }

  @Test
  void a_pattern_without_files_is_refused() {
    Path pattern = folder.resolve("none-*.csv");

    assertThat(Origin.of(pattern).exists()).isFalse();
    assertThatThrownBy(() -> DataReader.read(pattern))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("none-*.csv", "no file");
  }

  @Test
  void a_file_whose_name_looks_like_a_pattern_is_that_file() throws IOException {
    assertThat(Written.table(file("a*.csv", "x,y", "1,p", "2,q")).rows()).isEqualTo(2);
  }
}
