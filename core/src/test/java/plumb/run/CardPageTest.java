package plumb.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a card may say stands on the page about it. */
class CardPageTest {
  @Test
  void every_field_and_every_name_is_on_the_page() throws IOException {
    String page =
        Files.readString(Path.of(System.getProperty("plumb.root", "..")).resolve("docs/card.md"));
    List<String> names = new ArrayList<>(CardParser.FIELDS);
    names.addAll(DataParser.FIELDS);
    names.addAll(DataParser.VALIDATION);
    names.addAll(NetworkParser.LAYERS);
    names.addAll(NetworkParser.INITS);
    names.addAll(OptimizerParser.RULES);
    names.addAll(OptimizerParser.BESIDE);
    names.addAll(OptimizerParser.SCHEDULES);
    names.addAll(CardParser.PENALTY);
    assertThat(names)
        .allSatisfy(name -> assertThat(page).containsPattern("[`{\\[]" + name + "[`:},\\]]"));
  }
}
