package plumb.data.read;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.ColumnSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;
import plumb.data.ColumnType;
import plumb.data.DateFormat;

/** Reads tables from Parquet, one column after the other. */
final class ParquetTable {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private static final double MILLIS_PER_DAY = 86_400_000.0;
  private static final double MILLIS_PER_SECOND = 1000;

  /** The Julian day on which 1970-01-01 begins at midnight. */
  private static final int JULIAN_DAY_1970 = 2_440_588;

  /** Whether the reader may look for the native library libdeflate to unpack gzip. */
  private static final String NATIVE_GZIP = "hardwood.uselibdeflate";

  // Held here: the logging system forgets the level of a logger nobody refers to. Hardwood tells at
  // each file how it reads it.
  private static final Logger HARDWOOD = Logger.getLogger("dev.hardwood");

  static {
    HARDWOOD.setLevel(Level.WARNING);
  }

  private final Path file;
  private final ReadOptions options;
  private final MissingWords missing;
  private final List<String> notes = new ArrayList<>();

  private ParquetTable(Path file, ReadOptions options) {
    this.file = file;
    this.options = options;
    this.missing = new MissingWords(options.missing());
  }

  static Table read(Path file, ReadOptions options) {
    // Plumb needs no native library, and Java warns of each; who wants it can still say so.
    if (System.getProperty(NATIVE_GZIP) == null) {
      System.setProperty(NATIVE_GZIP, "false");
    }
    return new ParquetTable(file, options).read();
  }

  /** Whether a file begins as Parquet does. */
  static boolean isParquet(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return begins(stream.readNBytes(MAGIC.length));
    }
  }

  /** Whether bytes begin as Parquet does. */
  static boolean begins(byte[] start) {
    return start.length >= MAGIC.length
        && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /** Number of rows, from the footer alone. */
  static long rows(Path file) {
    try (ParquetBytes bytes = ParquetBytes.of(file.toString(), input(file))) {
      return bytes.rows();
    } catch (IOException | RuntimeException e) {
      throw failure(file, e);
    }
  }

  /** The file, or what is in it where all of it is packed. */
  private static InputFile input(Path file) throws IOException {
    return isParquet(file) ? InputFile.of(file) : InputFile.of(ByteBuffer.wrap(Content.read(file)));
  }

  private static BadInput failure(Path file, Exception e) {
    if (e instanceof BadInput known) {
      return known;
    }
    return Content.outOfMemory(file, e)
        .orElseGet(() ->
            new BadInput(
                "%s is a damaged Parquet file or one of a kind that cannot be read (%s); write it again, or save it as CSV"
                    .formatted(file, Content.damage(e)),
                e));
  }

  private Table read() {
    try {
      return readable();
    } catch (OutOfMemoryError e) {
      throw Content.tooLarge(file, e);
    }
  }

  private Table readable() {
    String hash = hash();
    List<Column> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int rows;
    try (ParquetBytes unpacked = ParquetBytes.of(file.toString(), input(file));
        ParquetFileReader reader = ParquetFileReader.open(unpacked)) {
      rows = Math.toIntExact(unpacked.rows());
      for (ColumnSchema schema : reader.getFileSchema().getColumns()) {
        String name = schema.fieldPath().toString();
        if (!names.add(name)) {
          throw new BadInput("%s has two columns called \"%s\"; rename one".formatted(file, name));
        }
        if (schema.maxRepetitionLevel() > 0) {
          notes.add(
              "%s: column \"%s\" holds lists, which cannot be used; it is left out"
                  .formatted(file, name.replaceAll("\\.list\\.(element|item)$", "")));
          continue;
        }
        Column column = column(reader, schema, name);
        if (column != null) {
          if (column.rows() != rows) {
            throw new IOException(
                "column \"%s\" has %d rows where the file says %d"
                    .formatted(name, column.rows(), rows));
          }
          columns.add(column);
        }
      }
    } catch (BadInput e) {
      throw e;
    } catch (ArithmeticException e) {
      throw new BadInput("%s has more rows than fit in memory; use a part".formatted(file), e);
    } catch (IOException | RuntimeException e) {
      throw failure(file, e);
    }
    if (rows == 0) {
      throw new BadInput("%s holds no rows; give a file with rows".formatted(file));
    }
    if (columns.isEmpty()) {
      throw new BadInput(
          "%s has only columns of lists or binary values, which cannot be used; write a column for each value"
              .formatted(file));
    }
    Table table = new Table(file.toString(), columns, rows, new Lines.Numbered(), hash, notes);
    List<Total> totals = options.keepTotals() ? List.of() : Totals.of(table);
    return totals.isEmpty() ? table : table.without(totals);
  }

  private String hash() {
    try (Content content = Content.open(file)) {
      content.stream().transferTo(OutputStream.nullOutputStream());
      return content.hash();
    } catch (IOException e) {
      throw Content.failure(file, e);
    }
  }

  private @Nullable Column column(ParquetFileReader file, ColumnSchema schema, String name) {
    try (ColumnReader reader = file.columnReader(schema.columnIndex())) {
      return switch (schema.type()) {
        case BOOLEAN -> words(reader, name, i -> reader.getBooleans()[i] ? "true" : "false");
        case INT32 -> whole(reader, schema, name, i -> reader.getInts()[i]);
        case INT64 -> whole(reader, schema, name, i -> reader.getLongs()[i]);
        case FLOAT -> numbers(reader, name, i -> reader.getFloats()[i]);
        case DOUBLE -> numbers(reader, name, i -> reader.getDoubles()[i]);
        case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> bytes(reader, schema, name);
        case INT96 -> dates(reader, name, i -> oldTimestamp(reader.getBinaries()[i]));
      };
    }
  }

  /** A whole number at an index of the current batch. */
  private interface WholeAt {
    long at(int index);
  }

  private Column whole(ColumnReader reader, ColumnSchema schema, String name, WholeAt value) {
    return switch (schema.logicalType()) {
      case LogicalType.DateType _ -> dates(reader, name, value::at);
      case LogicalType.TimestampType time -> {
        double perDay = MILLIS_PER_DAY * perMilli(time.unit());
        yield dates(reader, name, i -> value.at(i) / perDay);
      }
      case LogicalType.TimeType time -> {
        notes.add(
            "%s: column \"%s\" holds times of day, read as seconds since midnight"
                .formatted(file, name));
        double perSecond = MILLIS_PER_SECOND * perMilli(time.unit());
        yield numbers(reader, name, i -> value.at(i) / perSecond);
      }
      case LogicalType.DecimalType decimal ->
          numbers(
              reader, name, i -> BigDecimal.valueOf(value.at(i), decimal.scale()).doubleValue());
      case LogicalType.IntType whole when !whole.isSigned() ->
          numbers(
              reader,
              name,
              schema.type() == PhysicalType.INT32
                  ? i -> Integer.toUnsignedLong((int) value.at(i))
                  : i -> unsigned(value.at(i)));
      case null, default -> numbers(reader, name, value::at);
    };
  }

  private static double perMilli(LogicalType.TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1;
      case MICROS -> 1e3;
      case NANOS -> 1e6;
    };
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : new BigDecimal(Long.toUnsignedString(value)).doubleValue();
  }

  /** Days since 1970 of a timestamp as Spark and Hive once wrote it: nanoseconds and Julian day. */
  private static double oldTimestamp(byte[] bytes) {
    ByteBuffer parts = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    double inDay = parts.getLong() / (MILLIS_PER_DAY * 1e6);
    return parts.getInt() - JULIAN_DAY_1970 + inDay;
  }

  private @Nullable Column bytes(ColumnReader reader, ColumnSchema schema, String name) {
    return switch (schema.logicalType()) {
      case LogicalType.DecimalType decimal ->
          numbers(
              reader,
              name,
              i ->
                  new BigDecimal(new BigInteger(reader.getBinaries()[i]), decimal.scale())
                      .doubleValue());
      case LogicalType.Float16Type _ ->
          numbers(
              reader,
              name,
              i ->
                  Float.float16ToFloat(
                      ByteBuffer.wrap(reader.getBinaries()[i])
                          .order(ByteOrder.LITTLE_ENDIAN)
                          .getShort()));
      case LogicalType.UuidType _ ->
          words(
              reader,
              name,
              i -> {
                ByteBuffer halves = ByteBuffer.wrap(reader.getBinaries()[i]);
                return new UUID(halves.getLong(), halves.getLong()).toString();
              });
      case LogicalType.StringType _, LogicalType.EnumType _, LogicalType.JsonType _ ->
          words(reader, name, i -> reader.getStrings()[i]);
      case null, default ->
          schema.type() == PhysicalType.BYTE_ARRAY ? perhapsText(reader, name) : leftOut(name);
    };
  }

  /** Bytes of which nothing says that they are text, though older programs write text so. */
  private @Nullable Column perhapsText(ColumnReader reader, String name) {
    CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
    try {
      return words(
          reader,
          name,
          i -> {
            try {
              return strict.decode(ByteBuffer.wrap(reader.getBinaries()[i])).toString();
            } catch (CharacterCodingException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      return leftOut(name);
    }
  }

  private @Nullable Column leftOut(String name) {
    notes.add(
        "%s: column \"%s\" holds binary values, which cannot be used; it is left out"
            .formatted(file, name));
    return null;
  }

  /** A value at an index of the current batch. */
  private interface Value<T> {
    T at(int index);
  }

  /** A number at an index of the current batch. */
  private interface NumberAt {
    double at(int index);
  }

  private Column words(ColumnReader reader, String name, Value<String> value) {
    ColumnBuilder builder = new ColumnBuilder(name, missing, true);
    while (reader.nextBatch()) {
      Validity validity = reader.getLeafValidity();
      for (int i = 0; i < reader.getRecordCount(); i++) {
        builder.add(validity.isNull(i) ? null : value.at(i));
      }
    }
    return decided(builder);
  }

  private Column numbers(ColumnReader reader, String name, NumberAt value) {
    boolean words = options.words().contains(name);
    ColumnBuilder builder = new ColumnBuilder(name, missing, words);
    while (reader.nextBatch()) {
      Validity validity = reader.getLeafValidity();
      for (int i = 0; i < reader.getRecordCount(); i++) {
        double number = validity.isNull(i) ? Double.NaN : value.at(i);
        if (words) {
          builder.add(Double.isNaN(number) ? null : Column.Numbers.text(number));
        } else {
          builder.addNumber(number);
        }
      }
    }
    return decided(builder);
  }

  private Column decided(ColumnBuilder builder) {
    Lines lines = new Lines.Numbered();
    FileReading.Read read =
        FileReading.of(file.toString(), builder.collected(file.toString(), lines), options, lines);
    notes.addAll(read.notes());
    return read.columns().getFirst();
  }

  private static Column dates(ColumnReader reader, String name, NumberAt value) {
    PackedNumbers.Builder days = new PackedNumbers.Builder();
    while (reader.nextBatch()) {
      Validity validity = reader.getLeafValidity();
      for (int i = 0; i < reader.getRecordCount(); i++) {
        days.add(validity.isNull(i) ? Double.NaN : value.at(i));
      }
    }
    return new Column.Dates(name, ColumnType.DATE, DateFormat.YEAR_FIRST, days.build());
  }
}
