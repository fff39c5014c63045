package plumb.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The file of sentences and the code that asks for them know each other. */
class WordingTest {
  private static final Path ROOT = Path.of(System.getProperty("plumb.root", ".."));

  /** An argument of a sentence: its number, if it says one, and how it is written. */
  private static final Pattern PLACE =
      Pattern.compile("%(?:(\\d+)\\$)?[-#+ 0,(]*\\d*(?:\\.\\d+)?([a-zA-Z%])");

  private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

  /** Whatever may be an id or a part of one, with places to be filled in. */
  private static final Pattern ID = Pattern.compile("[a-z][-a-z0-9%.]*");

  private static final String READING = "reading.";

  private static final Properties SENTENCES = sentences();

  /** One call: the text of its first argument, and how many follow. */
  private record Call(String file, String first, int values) {}

  private static Properties sentences() {
    Properties sentences = new Properties();
    try (InputStreamReader file =
        new InputStreamReader(
            Objects.requireNonNull(
                Wording.class.getResourceAsStream("/plumb/wording/en.properties")),
            StandardCharsets.UTF_8)) {
      sentences.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sentences;
  }

  /** The text of every source file that asks for sentences. */
  private static List<String> sources() throws IOException {
    return everySource().stream().filter(text -> text.contains("Wording.")).toList();
  }

  private static List<String> everySource() throws IOException {
    List<String> sources = new ArrayList<>();
    for (String module : List.of("model", "core", "report", "labs", "app", "faults")) {
      Path folder = ROOT.resolve(module).resolve("src/main/java");
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          sources.add(Files.readString(file));
        }
      }
    }
    return sources;
  }

  private static List<Call> calls() throws IOException {
    List<Call> calls = new ArrayList<>();
    for (String text : sources()) {
      String file =
          text.replaceFirst("(?s).*?\n(?:public )?(?:final )?(?:class|record) (\\w+).*", "$1");
      int at = text.indexOf("Wording.of(");
      while (at >= 0) {
        List<String> arguments = arguments(text, at + "Wording.of(".length());
        calls.add(new Call(file, arguments.getFirst(), arguments.size() - 1));
        at = text.indexOf("Wording.of(", at + 1);
      }
    }
    return calls;
  }

  /** The arguments of a call, from behind its parenthesis on. */
  private static List<String> arguments(String text, int from) {
    List<String> arguments = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int start = from;
    for (int i = from; ; i++) {
      char c = text.charAt(i);
      if (quoted) {
        quoted = c != '"' || text.charAt(i - 1) == '\\';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '(' || c == '{') {
        depth++;
      } else if ((c == ')' || c == '}') && depth > 0) {
        depth--;
      } else if ((c == ',' || c == ')') && depth == 0) {
        arguments.add(text.substring(start, i).strip());
        start = i + 1;
        if (c == ')') {
          return arguments;
        }
      }
    }
  }

  private static List<String> strings(String code) {
    return STRING.matcher(code).results().map(r -> r.group(1)).toList();
  }

  /** Whether a text of the code is an id, or what an id is made of. */
  private static boolean means(String text, String id) {
    if (!ID.matcher(text).matches()) {
      return false;
    }
    if (text.endsWith(".")) {
      return id.startsWith(text);
    }
    return text.contains("%")
        ? id.matches(text.replace(".", "\\.").replaceAll("%[sd]", "[-a-z0-9]+"))
        : text.equals(id);
  }

  /** How many values a sentence takes. */
  private static int places(String sentence) {
    int next = 0;
    int most = 0;
    Matcher matcher = PLACE.matcher(sentence);
    while (matcher.find()) {
      if (!matcher.group(2).equals("%")) {
        most =
            Math.max(most, matcher.group(1) == null ? ++next : Integer.parseInt(matcher.group(1)));
      }
    }
    return most;
  }

  @Test
  void every_sentence_that_is_asked_for_exists() throws IOException {
    for (Call call : calls()) {
      // What is handed on as a parameter is written elsewhere; the next test looks for it.
      List<String> texts = strings(call.first());
      List<String> beginnings = texts.stream().filter(text -> text.endsWith(".")).toList();
      for (String text : texts) {
        assertThat(SENTENCES.stringPropertyNames())
            .as("%s in %s", text, call.file())
            .anyMatch(id ->
                means(text, id) || beginnings.stream().anyMatch(begun -> id.equals(begun + text)));
      }
    }
    assertThat(calls()).hasSizeGreaterThan(100);
  }

  /** Also where an id is chosen in one place and asked for in another. */
  @Test
  void every_text_that_reads_like_an_id_is_one() throws IOException {
    Set<String> families = new TreeSet<>();
    for (String id : SENTENCES.stringPropertyNames()) {
      if (id.contains(".")) {
        families.add(id.substring(0, id.indexOf('.') + 1));
      }
    }
    for (String source : sources()) {
      for (String text : strings(source)) {
        if (ID.matcher(text).matches()
            && families.stream().anyMatch(text::startsWith)
            && !text.endsWith(".")) {
          assertThat(SENTENCES.stringPropertyNames()).as(text).anyMatch(id -> means(text, id));
        }
      }
    }
  }

  /** What a number of some evidence is called is asked for by the name of the number. */
  @Test
  void every_sentence_is_asked_for() throws IOException {
    List<String> texts = sources().stream().flatMap(source -> strings(source).stream()).toList();
    Set<String> all =
        everySource().stream()
            .flatMap(source -> strings(source).stream())
            .collect(Collectors.toSet());
    for (String id : SENTENCES.stringPropertyNames()) {
      if (id.startsWith(READING)) {
        assertThat(all).as("no number is called so").contains(id.substring(READING.length()));
      } else {
        assertThat(texts).as("nobody says %s", id).anyMatch(text -> means(text, id));
      }
    }
  }

  @Test
  void every_call_gives_as_many_values_as_the_sentence_takes() throws IOException {
    int checked = 0;
    for (Call call : calls()) {
      List<String> texts = strings(call.first());
      if (texts.isEmpty() || call.first().contains(".formatted(")) {
        continue;
      }
      for (String text : texts) {
        if (SENTENCES.containsKey(text)) {
          assertThat(places(SENTENCES.getProperty(text)))
              .as("values of %s in %s", text, call.file())
              .isEqualTo(call.values());
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(100);
  }

  /** With a value of the kind each place wants. */
  @Test
  void every_sentence_can_be_written() {
    for (String id : SENTENCES.stringPropertyNames()) {
      String sentence = SENTENCES.getProperty(id);
      Object[] values = new Object[places(sentence)];
      int next = 0;
      Matcher matcher = PLACE.matcher(sentence);
      while (matcher.find()) {
        String kind = matcher.group(2);
        if (!kind.equals("%")) {
          int place = matcher.group(1) == null ? next++ : Integer.parseInt(matcher.group(1)) - 1;
          values[place] =
              switch (kind) {
                case "d" -> 3;
                case "f", "g", "e" -> 0.5;
                default -> "text";
              };
        }
      }
      assertThat(String.format(Locale.ROOT, sentence, values))
          .as(id)
          .isNotBlank()
          .doesNotContain("null")
          .doesNotEndWith(" ");
    }
  }

  @Test
  void a_sentence_is_made_of_its_values_in_english_numbers() {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Wording.of("rate.rose", 2.5, 41.0))
          .isEqualTo("The training loss rose from 2.50 to 41.0.");
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void a_sentence_that_is_not_there_is_named() {
    assertThatThrownBy(() -> Wording.of("no.such-sentence"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no.such-sentence");
  }

  @Test
  void values_of_another_kind_than_a_sentence_takes_are_refused() {
    assertThatThrownBy(() -> Wording.of("rate.rose", "high", "higher"))
        .isInstanceOf(IllegalFormatException.class);
    assertThatThrownBy(() -> Wording.of("rate.rose", 1.0))
        .isInstanceOf(IllegalFormatException.class);
  }
}
