package plumb.data.read;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.ColumnSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;
import plumb.data.ColumnType;
import plumb.data.DateFormat;

/** Reads tables from Parquet, one column after the other. */
final class ParquetTable {
  private static final double MILLIS_PER_DAY = 86_400_000.0;

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

  private Table read() {
    String hash = hash();
    List<Column> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int rows;
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
      rows = Math.toIntExact(reader.getFileMetaData().numRows());
      checkPacking(reader.getFileMetaData());
      for (ColumnSchema schema : reader.getFileSchema().getColumns()) {
        String name = schema.fieldPath().toString();
        if (!names.add(name)) {
          throw new BadInput("%s has two columns called \"%s\"; rename one".formatted(file, name));
        }
        if (schema.maxRepetitionLevel() > 0) {
          notes.add(
              "%s: column \"%s\" holds lists, which cannot be used; it is left out"
                  .formatted(file, name));
          continue;
        }
        Column column = column(reader, schema, name);
        if (column != null) {
          columns.add(column);
        }
      }
    } catch (BadInput e) {
      throw e;
    } catch (ArithmeticException e) {
      throw new BadInput("%s has more rows than fit in memory; use a part".formatted(file), e);
    } catch (IOException | RuntimeException e) {
      throw new BadInput(
          "%s is a damaged Parquet file or one of a kind that cannot be read (%s); write it again, or save it as CSV"
              .formatted(file, Content.deepest(e)),
          e);
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

  private void checkPacking(FileMetaData meta) {
    for (RowGroup group : meta.rowGroups()) {
      for (ColumnChunk chunk : group.columns()) {
        CompressionCodec codec = chunk.metaData().codec();
        if (codec != CompressionCodec.UNCOMPRESSED && codec != CompressionCodec.GZIP) {
          throw new BadInput(
              "%s is packed with %s, which cannot be read here; write it again with compression=\"gzip\" (in pandas and pyarrow), or save it as CSV"
                  .formatted(file, codec));
        }
      }
    }
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
        case INT32 ->
            schema.logicalType() instanceof LogicalType.DateType
                ? dates(reader, name, i -> reader.getInts()[i])
                : numbers(reader, name, scaled(schema, i -> reader.getInts()[i]));
        case INT64 ->
            schema.logicalType() instanceof LogicalType.TimestampType time
                ? dates(reader, name, days(reader, time))
                : numbers(reader, name, scaled(schema, i -> reader.getLongs()[i]));
        case FLOAT -> numbers(reader, name, i -> reader.getFloats()[i]);
        case DOUBLE -> numbers(reader, name, i -> reader.getDoubles()[i]);
        case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> {
          if (schema.logicalType() instanceof LogicalType.DecimalType) {
            yield numbers(
                reader,
                name,
                scaled(schema, i -> new BigInteger(reader.getBinaries()[i]).doubleValue()));
          }
          if (schema.type() == dev.hardwood.metadata.PhysicalType.BYTE_ARRAY) {
            yield words(reader, name, i -> reader.getStrings()[i]);
          }
          yield leftOut(name);
        }
        case INT96 -> leftOut(name);
      };
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

  private static NumberAt scaled(ColumnSchema schema, NumberAt unscaled) {
    if (schema.logicalType() instanceof LogicalType.DecimalType decimal) {
      double unit = StrictMath.pow(10, decimal.scale());
      return i -> unscaled.at(i) / unit;
    }
    return unscaled;
  }

  private static NumberAt days(ColumnReader reader, LogicalType.TimestampType time) {
    double perDay =
        switch (time.unit()) {
          case MILLIS -> MILLIS_PER_DAY;
          case MICROS -> MILLIS_PER_DAY * 1e3;
          case NANOS -> MILLIS_PER_DAY * 1e6;
        };
    return i -> reader.getLongs()[i] / perDay;
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
