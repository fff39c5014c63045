package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.data.BadInput;

class EncodingFinderTest {
  @TempDir Path folder;

  private Path file(String text, Charset charset) {
    return Written.bytes(folder.resolve("t.csv"), text.getBytes(charset));
  }

  private static String table(List<String> words) {
    StringBuilder text = new StringBuilder("city,x\n");
    for (int i = 0; i < 40; i++) {
      text.append(words.get(i % words.size())).append(',').append(i % 7).append('\n');
    }
    return text.toString();
  }

  /** Names of places and other short words, as tables have them. */
  @ParameterizedTest
  @CsvSource({
    "windows-1252, Zürich;Köln;Málaga;Besançon;Århus",
    "windows-1252, Þórshöfn;Reykjavík;Akureyri;Ísafjörður",
    "windows-1250, Łódź;Kraków;Gdańsk;Plzeň;Győr",
    "windows-1251, Москва;Казань;Самара;Пермь;Тула",
    "windows-1253, Αθήνα;Πάτρα;Λάρισα;Βόλος",
    "windows-1254, İstanbul;Eskişehir;Muğla;Iğdır;Diyarbakır",
    "KOI8-R, Москва;Казань;Самара;Пермь;Тула",
    "GB18030, 北京;上海;广州;深圳;成都",
    "Big5, 臺北;高雄;臺中;新竹;臺南",
    "Shift_JIS, 東京都;大阪府;さいたま市;カナダ;名古屋市",
    "EUC-JP, 東京都;大阪府;さいたま市;カナダ;名古屋市",
    "EUC-KR, 서울;부산;대구;인천;광주",
    "UTF-16LE, Zürich;Köln;Genf",
    "UTF-16BE, Zürich;Köln;Genf",
    "UTF-16, Zürich;東京;Genf",
  })
  void the_words_of_a_table_say_how_they_are_written(String encoding, String words) {
    List<String> cities = List.of(words.split(";"));
    Table table = Written.table(file(table(cities), Charset.forName(encoding)));

    Column city = Written.column(table, "city");
    for (int row = 0; row < 40; row++) {
      assertThat(city.text(row)).isEqualTo(cities.get(row % cities.size()));
    }
    assertThat(table.notes()).anyMatch(note -> note.contains("the text is"));
  }

  @Test
  void a_single_accent_late_in_the_file_is_read() {
    String rows = "a,1\n".repeat(200_000);
    Table table = Written.table(file("city,x\n" + rows + "Köln,2\n", StandardCharsets.ISO_8859_1));

    assertThat(table.columns().getFirst().text(200_000)).isEqualTo("Köln");
    assertThat(table.notes()).anyMatch(note -> note.contains("windows-1252"));
  }

  @Test
  void an_encoding_that_is_said_is_obeyed() {
    Path file = file(table(List.of("Łódź", "Köln")), Charset.forName("ISO-8859-2"));
    ReadOptions said =
        ReadOptions.usual().withSpelling(Spelling.FOUND_OUT.withEncoding("ISO-8859-2"));

    Table table = (Table) DataReader.read(file, said);

    assertThat(table.columns().getFirst().text(0)).isEqualTo("Łódź");
    assertThatThrownBy(() ->
            DataReader.read(
                file, ReadOptions.usual().withSpelling(Spelling.FOUND_OUT.withEncoding("UTF-7x"))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("data.encoding")
        .hasMessageContaining("UTF-7x");
  }

  @Test
  void a_wrong_byte_in_a_text_of_utf8_is_no_other_encoding() {
    byte[] text = table(List.of("Zürich", "Köln", "Genève")).getBytes(StandardCharsets.UTF_8);
    text[text.length - 2] = (byte) 0xe9;

    Path file = Written.bytes(folder.resolve("bad.csv"), text);

    assertThatThrownBy(() -> DataReader.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("line 41")
        .hasMessageContaining("0xe9");
  }

  @Test
  void a_binary_file_is_no_text() {
    byte[] bytes = new byte[2000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 7 % 256 < 60 ? 0 : i * 31);
    }

    assertThatThrownBy(() -> DataReader.read(Written.bytes(folder.resolve("b.dat"), bytes)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("zero bytes");
  }
}
