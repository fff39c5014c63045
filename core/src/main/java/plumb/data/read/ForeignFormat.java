package plumb.data.read;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import plumb.data.BadInput;

/**
 * A kind of file that is known by its first bytes but not read.
 *
 * @param title what it is, with its article
 * @param convert what to do
 * @param begins whether first bytes are of this kind
 */
record ForeignFormat(String title, String convert, Predicate<Start> begins) {
  /**
   * The first bytes of a file, and the same as characters, one a byte.
   *
   * @param bytes at least {@link #BYTES} where the file has as many
   */
  record Start(byte[] bytes, String text) {
    /** Enough for every kind; tar names itself at byte 257. */
    static final int BYTES = 512;

    Start(byte[] bytes) {
      this(bytes, new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private int at(int index) {
      return index < bytes.length ? bytes[index] & 0xff : -1;
    }

    /** Whether the text begins so, a mark of UTF-8, spaces and case aside. */
    private boolean says(String words) {
      String plain = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
      return plain.stripLeading().toLowerCase(Locale.ROOT).startsWith(words);
    }
  }

  private static ForeignFormat magic(String title, String convert, String... magics) {
    return new ForeignFormat(
        title, convert, start -> List.of(magics).stream().anyMatch(start.text::startsWith));
  }

  private static String pandas(String call) {
    return "in Python: pandas.%s.to_csv(\"table.csv\", index=False)".formatted(call);
  }

  /** Every kind that is looked for among the first bytes. */
  private static final List<ForeignFormat> KINDS =
      List.of(
          magic(
              "an Excel workbook of before 2007 (.xls), or another Office document of that time",
              "open it in Excel or LibreOffice and save it as .xlsx or CSV",
              "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1",
              "\u0009\u0008\u0010\u0000\u0000\u0006",
              "\u0009\u0008\u0008\u0000",
              "\u0009\u0004\u0006\u0000"),
          magic("an ORC file", pandas("read_orc(\"FILE\")"), "ORC"),
          magic(
              "an HDF5 file",
              pandas("read_hdf(\"FILE\")") + ", or with h5py where it holds plain arrays",
              "\u0089HDF\r\n\u001a\n"),
          magic(
              "a NumPy array (.npy)",
              "in Python: numpy.savetxt(\"table.csv\", numpy.load(\"FILE\"), delimiter=\",\")",
              "\u0093NUMPY"),
          magic("an SPSS file (.sav)", pandas("read_spss(\"FILE\")"), "$FL2", "$FL3"),
          new ForeignFormat(
              "a Stata file (.dta)", pandas("read_stata(\"FILE\")"), ForeignFormat::isStata),
          magic(
              "a SAS file (.sas7bdat)",
              pandas("read_sas(\"FILE\", format=\"sas7bdat\")"),
              "\0\0\0\0\0\0\0\0\0\0\0\0\u00c2\u00ea\u0081`\u00b3\u0014\u0011\u00cf"),
          magic(
              "a SAS transport file (.xpt)",
              pandas("read_sas(\"FILE\", format=\"xport\")"),
              "HEADER RECORD*******LIB"),
          magic(
              "an Avro file",
              "with Spark, DuckDB or Python's fastavro, write it as Parquet or CSV",
              "Obj\u0001"),
          magic(
              "an Arrow or Feather file",
              "in Python: pandas.read_feather(\"FILE\").to_parquet(\"table.parquet\")",
              "ARROW1",
              "FEA1",
              "\u00ff\u00ff\u00ff\u00ff"),
          magic("an encrypted Parquet file", "write it again without encryption", "PARE"),
          new ForeignFormat(
              "a pickle, which can run any program when it is opened",
              pandas("read_pickle(\"FILE\")") + ", if you trust where it comes from",
              ForeignFormat::isPickle),
          magic(
              "an R file (.rds or .RData)",
              "in R: write.csv(readRDS(\"FILE\"), \"table.csv\", row.names = FALSE)",
              "RDX2\n",
              "RDX3\n",
              "RDA2\n",
              "RDA3\n",
              "X\n\0\0\0\u0002",
              "X\n\0\0\0\u0003",
              "A\n2\n",
              "A\n3\n"),
          magic(
              "a MATLAB file",
              "in MATLAB: writetable(table, \"table.csv\"); or in Python with scipy.io.loadmat",
              "MATLAB 5.0 MAT-file"),
          magic(
              "an SQLite database",
              "name it in a card: train: {jdbc: \"jdbc:sqlite:FILE\", query: \"SELECT * FROM"
                  + " ...\"}, with SQLite's driver on the class path; or sqlite3 -csv -header FILE"
                  + " \"SELECT * FROM ...\" > table.csv",
              "SQLite format 3\0"),
          new ForeignFormat(
              "a DuckDB database",
              "in DuckDB: COPY (SELECT * FROM ...) TO 'table.parquet'",
              start -> start.text.startsWith("DUCK", 8)),
          new ForeignFormat(
              "a tar archive",
              "unpack it (tar xf FILE) and name the table in it, or its folder",
              start -> start.text.startsWith("ustar", 257)),
          magic(
              "a 7z or rar archive",
              "unpack it and name the table in it",
              "7z\u00bc\u00af'\u001c",
              "Rar!\u001a\u0007"),
          magic("a PDF document", "copy the table out of it into a CSV file", "%PDF-"),
          new ForeignFormat(
              "a web page, perhaps one that says why a download failed",
              "open it in a browser to see, and fetch the file itself",
              start -> start.says("<!doctype html") || start.says("<html")),
          new ForeignFormat(
              "an XML document", pandas("read_xml(\"FILE\")"), start -> start.says("<?xml")),
          new ForeignFormat(
              "a Weka file (.arff)",
              "in Weka: save it as CSV; or in Python with scipy.io.arff.loadarff",
              start -> start.says("@relation")));

  /** From version 117 on a tag; before, a version, the order of bytes, and two fixed bytes. */
  private static boolean isStata(Start start) {
    return start.text.startsWith("<stata_dta>")
        || (start.at(0) >= 102
            && start.at(0) <= 115
            && (start.at(1) == 1 || start.at(1) == 2)
            && start.at(2) == 1
            && start.at(3) == 0);
  }

  /** The protocol byte with a version of today, and what pickles go on with. */
  private static boolean isPickle(Start start) {
    return start.at(0) == 0x80
        && start.at(1) >= 2
        && start.at(1) <= 5
        && "\u0095\u008a}](cK\u008ccXq)GJMNU\u0080".indexOf((char) start.at(2)) >= 0;
  }

  /**
   * Refuses a file of a known kind that is not read.
   *
   * @param start its first bytes, unpacked
   */
  static void refuse(Path file, byte[] start) {
    Start first = new Start(start);
    for (ForeignFormat kind : KINDS) {
      if (kind.begins.test(first)) {
        throw kind.refusal(file);
      }
    }
  }

  /**
   * Refuses a zip archive that is a file of a known kind.
   *
   * @param names of the files in it
   */
  static void refuseArchive(Path file, List<String> names) {
    if (names.stream().anyMatch(name -> name.equals("data.pkl") || name.endsWith("/data.pkl"))) {
      throw new ForeignFormat(
              "a PyTorch file (.pt)",
              "in Python: load it with torch.load and write its tensors with numpy.savetxt as CSV",
              _ -> true)
          .refusal(file);
    }
    if (!names.isEmpty() && names.stream().allMatch(name -> name.endsWith(".npy"))) {
      throw new ForeignFormat(
              "an archive of NumPy arrays (.npz)",
              "in Python: numpy.savetxt(\"table.csv\", numpy.load(\"FILE\")[\"%s\"], delimiter=\",\")"
                  .formatted(names.getFirst().replaceAll("\\.npy$", "")),
              _ -> true)
          .refusal(file);
    }
    if (names.contains("xl/workbook.bin")) {
      throw new ForeignFormat(
              "a binary Excel workbook (.xlsb)", "save it as .xlsx or CSV", _ -> true)
          .refusal(file);
    }
    if (names.contains("word/document.xml") || names.contains("ppt/presentation.xml")) {
      throw new ForeignFormat(
              "a document or a presentation", "copy the table in it into a workbook", _ -> true)
          .refusal(file);
    }
    if (names.contains("content.xml") && names.contains("mimetype")) {
      throw new ForeignFormat(
              "an OpenDocument file (.ods)",
              "open it in LibreOffice and save it as .xlsx or CSV",
              _ -> true)
          .refusal(file);
    }
  }

  private BadInput refusal(Path file) {
    return new BadInput(
        "%s is %s, which cannot be read here.%nTo convert it, %s"
            .formatted(file, title, convert.replace("FILE", String.valueOf(file.getFileName()))));
  }
}
