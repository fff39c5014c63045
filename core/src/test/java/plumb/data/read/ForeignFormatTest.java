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

class ForeignFormatTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "d0cf11e0a1b11ae1, .xls, .xlsx",
    "4f524301, ORC, read_orc",
    "894844460d0a1a0a, HDF5, read_hdf",
    "934e554d5059, NumPy, savetxt",
    "24464c32, SPSS, read_spss",
    "3c73746174615f6474613e, Stata, read_stata",
    "72020100, Stata, read_stata",
    "000000000000000000000000c2ea8160b31411cf, SAS, read_sas",
    "4f626a01, Avro, Parquet",
    "4152524f5731, Arrow, read_feather",
    "8005950f, pickle, read_pickle",
    "80027d71, pickle, read_pickle",
    "524458330a580a, R file, write.csv",
    "53514c69746520666f726d6174203300, SQLite, jdbc:sqlite",
    "255044462d, PDF, CSV",
    "3c21444f43545950452068746d6c3e, web page, browser",
  })
  void is_named_with_a_way_to_convert_it(String start, String name, String convert) {
    byte[] magic = java.util.HexFormat.of().parseHex(start);
    Path file = Written.bytes(folder.resolve("data.csv"), Arrays.copyOf(magic, 600));

    assertThatThrownBy(() -> DataReader.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("data.csv", name, convert)
        .satisfies(e -> assertThat(e).message().hasLineCount(2));
  }

  @ParameterizedTest
  @CsvSource({
    "model/data.pkl, PyTorch, torch.load",
    "x.npy, .npz, numpy.load",
    "word/document.xml, document, workbook",
    "xl/workbook.bin, .xlsb, .xlsx",
  })
  void is_known_by_the_files_in_its_archive(String entry, String name, String convert)
      throws IOException {
    Path file = folder.resolve("data.csv");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(1);
    }

    assertThatThrownBy(() -> DataReader.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("data.csv", name, convert)
        .satisfies(e -> assertThat(e).message().hasLineCount(2));
  }

  @Test
  void a_table_is_none_of_them() {
    for (String header : new String[] {"ORder,b", "obj,b", "XML,b", "80,b"}) {
      Path file =
          Written.bytes(
              folder.resolve("t.csv"), (header + "\n1,x\n2,y\n").getBytes(StandardCharsets.UTF_8));
      assertThat(DataReader.read(file).rows()).isGreaterThan(1);
    }
  }
}
