package plumb.labs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs every lab in its short form; an outcome that changes fails. */
class OutcomesTest {
  private static final Setting SETTING = Setting.brief(2);

  private static Map<String, String> recorded() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(OutcomesTest.class.getResourceAsStream("outcomes.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" ", 2))
          .collect(Collectors.toMap(words -> words[0], words -> words[1]));
    }
  }

  @TestFactory
  Stream<DynamicTest> every_lab_comes_to_its_recorded_outcome() throws IOException {
    Map<String, String> recorded = recorded();
    return Labs.all().stream()
        .map(lab ->
            DynamicTest.dynamicTest(
                lab.about().id(),
                () -> {
                  LabResult result = LabRunner.run(lab, SETTING);
                  // A timed lab may come to more than one; they are separated by a bar.
                  assertThat(recorded.getOrDefault(lab.about().id(), "").split("\\|"))
                      .as(result.findings().answer().english())
                      .contains(result.findings().outcome().id());
                  LabPages.check(result);
                }));
  }

  @Test
  void the_record_names_exactly_the_labs_there_are() throws IOException {
    List<String> labs = Labs.all().stream().map(lab -> lab.about().id()).toList();
    assertThat(labs).doesNotHaveDuplicates();
    assertThat(recorded().keySet()).containsExactlyInAnyOrderElementsOf(labs);
  }
}
