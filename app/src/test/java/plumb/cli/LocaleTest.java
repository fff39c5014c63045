package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program in places where numbers are written with other digits. */
class LocaleTest {
  private static final Pattern OTHER_DIGITS = Pattern.compile("[\\p{Nd}&&[^0-9]]");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"fa-IR", "ar-u-nu-arab"})
  void numbers_are_written_alike_everywhere(String place) throws IOException, InterruptedException {
    StringBuilder rows = new StringBuilder("x,y\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i / 10.0).append(',').append(i % 7 / 2.0).append('\n');
    }
    Files.writeString(folder.resolve("table.csv"), rows);
    String said =
        run(
            Locale.forLanguageTag(place),
            "train",
            "table.csv",
            "--target",
            "y",
            "--max-epochs",
            "3",
            "--out",
            "run");
    String document = Files.readString(folder.resolve("run/run.json"));
    for (String text : List.of(said, document)) {
      assertThat(text).isNotEmpty().doesNotContainPattern(OTHER_DIGITS);
    }
  }

  private String run(Locale locale, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Duser.language=" + locale.getLanguage(),
                "-Duser.country=" + locale.getCountry(),
                "-Duser.extensions=" + extensions(locale)));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(folder.resolve("said"), StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  /** As Java takes them: "u-nu-arab". */
  private static String extensions(Locale locale) {
    return locale.hasExtensions()
        ? "u-" + locale.getExtension(Locale.UNICODE_LOCALE_EXTENSION)
        : "";
  }
}
