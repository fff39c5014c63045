package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.data.BadInput;
import plumb.data.ColumnType;

class WorkbookTest {
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  @TempDir Path folder;

  /** A workbook of one sheet, as small as it can be. */
  private Path book(String before, String rows) throws IOException {
    Path file = folder.resolve("book.xlsx");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      entry(
          zip,
          "[Content_Types].xml",
          "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
              + part("/xl/workbook.xml", "sheet.main")
              + part("/xl/worksheets/sheet1.xml", "worksheet")
              + "</Types>");
      entry(
          zip,
          "xl/workbook.xml",
          "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
              .formatted(MAIN, OFFICE));
      entry(
          zip,
          "xl/_rels/workbook.xml.rels",
          "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"%s/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
              .formatted(OFFICE));
      entry(
          zip,
          "xl/worksheets/sheet1.xml",
          "%s<worksheet xmlns=\"%s\"><sheetData>%s</sheetData></worksheet>"
              .formatted(before, MAIN, rows));
    }
    return file;
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(("<?xml version=\"1.0\"?>" + text).getBytes(StandardCharsets.UTF_8));
  }

  private static String part(String name, String type) {
    return "<Override PartName=\"%s\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml\"/>"
        .formatted(name, type);
  }

  private static String word(String at, String text) {
    return "<c r=\"%s\" t=\"inlineStr\"><is><t>%s</t></is></c>".formatted(at, text);
  }

  @Test
  void the_first_sheet_with_rows_is_read_and_all_that_is_changed_said() {
    Table table = Written.table(Resource.of("odd.xlsx"));

    assertThat(table.names()).containsExactly("when", "amount", "share", "ok", "kind", "t", "sum");
    assertThat(table.rows()).isEqualTo(12);
    assertThat(((Column.Dates) table.columns().getFirst()).days().at(1)).isEqualTo(19_724.25);
    assertThat(numbers(table, "share")).startsWith(0, 0.01, 0.02);
    assertThat(numbers(table, "t")).startsWith(3600, 3660);
    assertThat(Written.column(table, "ok").type()).isEqualTo(ColumnType.BOOLEAN);
    assertThat(Written.column(table, "amount").text(4)).isNull();
    assertThat(table.place(0)).endsWith("row 4");
    assertThat(String.join("\n", table.notes()))
        .contains(
            "1 row above the table is left out, the first of them \"Report of the year\"",
            "1 cell holds the error #N/A",
            "12 formulas have no computed value",
            "12 cells hold times of day",
            "the sheet \"Data\" is read",
            "\"Empty\", \"Notes\"");
  }

  @ParameterizedTest
  @CsvSource({"date1904=^1^, true", "date1904=^true^, true", "date1904=^0^, false", "'', false"})
  void days_from_1904_on_are_said_in_two_words(String says, boolean from1904) throws IOException {
    Path file = folder.resolve("dates.xlsx");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      entry(
          zip,
          "xl/workbook.xml",
          "<workbook xmlns=\"%s\"><workbookPr %s/></workbook>"
              .formatted(MAIN, says.replace('^', '"')));
    }
    assertThat(Workbook.says1904(file)).isEqualTo(from1904);
  }

  @Test
  void formulas_have_the_value_last_computed_and_gaps_are_missing() throws IOException {
    Table table =
        Written.table(
            book(
                "",
                "<row r=\"1\">"
                    + word("A1", "a")
                    + word("B1", "b")
                    + word("C1", "c")
                    + "</row>"
                    + "<row r=\"2\"><c r=\"A2\"><f>1/3</f><v>0.3333333333333333</v></c>"
                    + "<c r=\"B2\" t=\"str\"><f>\"x\"</f><v>x</v></c><c r=\"C2\" t=\"b\"><v>1</v></c></row>"
                    + "<row r=\"5\"><c r=\"A5\"><v>2</v></c>"
                    + word("B5", "y")
                    + "<c r=\"C5\" t=\"b\"><v>0</v></c></row><row r=\"900\"/>"));

    assertThat(numbers(table, "a")).containsExactly(0.3333333333333333, 2);
    assertThat(Written.column(table, "b").text(0)).isEqualTo("x");
    assertThat(Written.column(table, "c").text(1)).isEqualTo("false");
    assertThat(table.place(1)).endsWith("row 5");
  }

  @Test
  void nothing_outside_of_the_workbook_is_read() throws IOException {
    Path secret = Written.text(folder.resolve("secret"), "hidden words");
    Path file =
        book(
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"%s\">]>".formatted(secret.toUri()),
            "<row r=\"1\">"
                + word("A1", "a")
                + word("B1", "b")
                + "</row>"
                + "<row r=\"2\">"
                + word("A2", "&e;")
                + word("B2", "x")
                + "</row>"
                + "<row r=\"3\">"
                + word("A3", "z")
                + word("B3", "y")
                + "</row>");
    try {
      Table table = Written.table(file);
      assertThat(String.valueOf(Written.column(table, "a").text(0))).doesNotContain("hidden");
    } catch (BadInput e) {
      assertThat(e).hasMessageContaining("book.xlsx");
    }
  }

  @Test
  void an_empty_or_damaged_workbook_is_refused() throws IOException {
    Path empty = book("", "");
    assertThatThrownBy(() -> DataReader.read(empty))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("book.xlsx", "no visible sheet with rows");

    byte[] whole = Files.readAllBytes(Resource.of("odd.xlsx"));
    Path cut = Written.bytes(folder.resolve("cut.xlsx"), Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> DataReader.read(cut))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("cut.xlsx", "damaged");
  }

  private static double[] numbers(Table table, String name) {
    return ((Column.Numbers) Written.column(table, name)).values().toArray();
  }
}
