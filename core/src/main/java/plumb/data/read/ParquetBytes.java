package plumb.data.read;

import dev.hardwood.InputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32;
import plumb.data.BadInput;

/**
 * A Parquet file as if its pages had never been packed. The reader behind it knows only native
 * libraries to unpack with, and trusts what a page says of itself; so every page is looked at here
 * first, unpacked by libraries in Java, and handed on under a new header, with a new footer that
 * says where it now is.
 */
final class ParquetBytes implements InputFile {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** The length of the footer and the mark that ends the file. */
  private static final int END = 8;

  /** Bytes looked at for the header of a page first; statistics can make it longer. */
  private static final int HEADER = 1 << 10;

  /** Longest header of a page: statistics hold two values of the column. */
  private static final int LONGEST_HEADER = 1 << 24;

  /** Fields of the file, a row group, a column chunk, its description and a page. */
  private static final class Field {
    static final int FILE_ROWS = 3;
    static final int FILE_GROUPS = 4;
    static final int GROUP_COLUMNS = 1;
    static final int GROUP_ROWS = 3;
    static final int CHUNK_FILE = 1;
    static final int CHUNK_OFFSET = 2;
    static final int CHUNK_META = 3;
    static final int CODEC = 4;
    static final int VALUES = 5;
    static final int UNPACKED = 6;
    static final int PACKED = 7;
    static final int DATA = 9;
    static final int INDEX = 10;
    static final int DICTIONARY = 11;
    static final int BLOOM = 14;
    static final int PAGE_TYPE = 1;
    static final int PAGE_UNPACKED = 2;
    static final int PAGE_PACKED = 3;
    static final int PAGE_CHECK = 4;
    static final int PAGE_DATA = 5;
    static final int PAGE_DICTIONARY = 7;
    static final int PAGE_DATA_2 = 8;
    static final int PAGE_VALUES = 1;
    static final int V2_DEFINITION = 5;
    static final int V2_REPETITION = 6;
    static final int V2_PACKED = 7;

    private Field() {}
  }

  /** Types of pages. */
  private static final int DATA_PAGE = 0;

  private static final int INDEX_PAGE = 1;
  private static final int DICTIONARY_PAGE = 2;
  private static final int DATA_PAGE_2 = 3;

  private final InputFile packed;
  private final long rows;
  private final List<Segment> segments;
  private final long length;

  private ParquetBytes(InputFile packed, long rows, List<Segment> segments, long length) {
    this.packed = packed;
    this.rows = rows;
    this.segments = segments;
    this.length = length;
  }

  /** Bytes of the file as it is shown, from a place on. */
  private sealed interface Segment {
    long at();

    int size();
  }

  /** Bytes that stand here. */
  private record Made(long at, byte[] bytes) implements Segment {
    @Override
    public int size() {
      return bytes.length;
    }
  }

  /**
   * The body of a page.
   *
   * @param from where it lies in the packed file
   * @param length how many bytes it has there
   * @param bare how many of them in front are not packed
   */
  private record Body(long at, int size, long from, int length, int bare, ParquetPacking packing)
      implements Segment {}

  /**
   * Looks at the footer and at the header of every page.
   *
   * @param name of the file, for messages
   * @throws BadInput if it is packed in a way that is not read
   * @throws IOException if the headers contradict themselves or the file
   */
  static ParquetBytes of(String name, InputFile packed) throws IOException {
    packed.open();
    long length = packed.length();
    if (length < MAGIC.length + END) {
      throw new IOException("it ends too early");
    }
    ByteBuffer end = range(packed, length - END, END);
    int footer = end.getInt();
    byte[] magic = new byte[MAGIC.length];
    end.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new IOException("it does not end as Parquet does, so the end may be cut off");
    }
    if (footer <= 0 || footer > length - MAGIC.length - END) {
      throw new IOException("its footer is said to have %d bytes".formatted(footer));
    }
    long data = length - END - footer;
    Thrift.Struct file = Thrift.read(range(packed, data, footer));
    return new Rewriting(name, packed, data).of(file);
  }

  private static ByteBuffer range(InputFile file, long from, int length) throws IOException {
    return file.readRange(from, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The way from a packed file to what is shown. */
  private static final class Rewriting {
    private final String name;
    private final InputFile packed;
    private final long data;
    private final List<Segment> segments = new ArrayList<>();
    private long at;

    Rewriting(String name, InputFile packed, long data) {
      this.name = name;
      this.packed = packed;
      this.data = data;
    }

    ParquetBytes of(Thrift.Struct file) throws IOException {
      add(MAGIC);
      long rows = count(file, Field.FILE_ROWS, "number of rows");
      long inGroups = 0;
      List<Thrift.Struct> groups = new ArrayList<>();
      for (Thrift.Struct group : file.structs(Field.FILE_GROUPS, "row groups")) {
        long inGroup = count(group, Field.GROUP_ROWS, "number of rows");
        inGroups += inGroup;
        List<Thrift.Struct> chunks = new ArrayList<>();
        for (Thrift.Struct chunk : group.structs(Field.GROUP_COLUMNS, "columns")) {
          chunks.add(chunk(chunk));
        }
        Thrift.Struct shown = Thrift.copy(group);
        shown.fields().put(Field.GROUP_COLUMNS, Thrift.list(chunks));
        groups.add(shown);
      }
      if (inGroups != rows) {
        throw new IOException(
            "it says %d rows, and %d in its row groups".formatted(rows, inGroups));
      }
      Thrift.Struct shown = Thrift.copy(file);
      shown.fields().put(Field.FILE_GROUPS, Thrift.list(groups));
      byte[] footer = Thrift.write(shown);
      add(footer);
      add(
          ByteBuffer.allocate(END)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(footer.length)
              .put(MAGIC)
              .array());
      return new ParquetBytes(packed, rows, List.copyOf(segments), at);
    }

    private static long count(Thrift.Struct in, int field, String name) throws IOException {
      long count = in.whole(field, name);
      if (count < 0) {
        throw new IOException("its %s is %d".formatted(name, count));
      }
      return count;
    }

    private void add(byte[] bytes) {
      segments.add(new Made(at, bytes));
      at += bytes.length;
    }

    private Thrift.Struct chunk(Thrift.Struct chunk) throws IOException {
      if (chunk.fields().containsKey(Field.CHUNK_FILE)) {
        throw new IOException("its columns lie in other files");
      }
      Thrift.Struct meta = chunk.struct(Field.CHUNK_META, "description of a column");
      ParquetPacking packing = packing(meta);
      long first = meta.whole(Field.DATA, "place of a column");
      long dictionary = meta.whole(Field.DICTIONARY, 0);
      long from = dictionary > 0 && dictionary < first ? dictionary : first;
      long size = count(meta, Field.PACKED, "size of a column");
      long values = count(meta, Field.VALUES, "number of values");
      if (values > 0 && (from < MAGIC.length || from > data || size > data - from)) {
        throw new IOException("a column lies outside of the file");
      }
      long start = at;
      Pages pages = pages(from, from + size, values, packing);
      Thrift.Struct shown = Thrift.copy(meta);
      shown.set32(Field.CODEC, 0);
      shown.set64(Field.PACKED, at - start);
      shown.set64(Field.UNPACKED, at - start);
      shown.set64(Field.DATA, pages.data);
      shown.fields().remove(Field.INDEX);
      shown.fields().remove(Field.DICTIONARY);
      shown.fields().remove(Field.BLOOM);
      if (pages.dictionary >= 0) {
        shown.set64(Field.DICTIONARY, pages.dictionary);
      }
      Thrift.Struct around = Thrift.copy(chunk);
      // The indices behind the columns tell where pages were.
      around.fields().keySet().removeIf(field -> field > Field.CHUNK_META);
      around.set64(Field.CHUNK_OFFSET, start);
      around.fields().put(Field.CHUNK_META, shown);
      return around;
    }

    private ParquetPacking packing(Thrift.Struct meta) throws IOException {
      long codec = meta.whole(Field.CODEC, "way of packing");
      return ParquetPacking.of(codec)
          .orElseThrow(() ->
              new BadInput(
                  "%s is packed with %s, which cannot be read here; write it again with compression=\"zstd\" (in pandas and pyarrow), or save it as CSV"
                      .formatted(
                          name,
                          codec == ParquetPacking.LZO ? "LZO" : "the unknown method " + codec)));
    }

    /**
     * Where the pages of a column are shown.
     *
     * @param dictionary -1 where there is none
     */
    private record Pages(long dictionary, long data) {}

    private Pages pages(long from, long end, long values, ParquetPacking packing)
        throws IOException {
      long dictionary = -1;
      long first = -1;
      long found = 0;
      long next = from;
      while (next < end && found < values) {
        ByteBuffer bytes = header(next, end);
        Thrift.Struct header = Thrift.read(bytes);
        int headerSize = bytes.position();
        long type = header.whole(Field.PAGE_TYPE, "type of a page");
        long unpacked = count(header, Field.PAGE_UNPACKED, "size of a page");
        long length = count(header, Field.PAGE_PACKED, "packed size of a page");
        long body = next + headerSize;
        if (length > end - body || unpacked > Integer.MAX_VALUE - HEADER) {
          throw new IOException("a page is larger than its column");
        }
        next = body + length;
        int bare = 0;
        ParquetPacking way = packing;
        if (type == INDEX_PAGE) {
          continue;
        }
        if (type == DICTIONARY_PAGE) {
          if (dictionary >= 0 || first >= 0) {
            throw new IOException("a column has a dictionary in its midst");
          }
          checked(header.struct(Field.PAGE_DICTIONARY, "dictionary"), unpacked);
          dictionary = at;
        } else if (type == DATA_PAGE) {
          found += count(header.struct(Field.PAGE_DATA, "data"), Field.PAGE_VALUES, "values");
        } else if (type == DATA_PAGE_2) {
          Thrift.Struct data = header.struct(Field.PAGE_DATA_2, "data");
          found += count(data, Field.PAGE_VALUES, "values");
          long levels =
              count(data, Field.V2_DEFINITION, "levels")
                  + count(data, Field.V2_REPETITION, "levels");
          if (levels > length || levels > unpacked) {
            throw new IOException("the levels of a page are larger than the page");
          }
          bare = (int) levels;
          way = data.bool(Field.V2_PACKED, true) ? packing : ParquetPacking.UNCOMPRESSED;
        } else {
          throw new IOException("a page is of unknown type " + type);
        }
        if (found > values) {
          throw new IOException("a column has more values than it says");
        }
        if (type != DICTIONARY_PAGE && first < 0) {
          first = at;
        }
        check(header, body, (int) length);
        add(Thrift.write(shown(header, (int) unpacked)));
        segments.add(new Body(at, (int) unpacked, body, (int) length, bare, way));
        at += unpacked;
      }
      if (found != values) {
        throw new IOException("a column has %d values where it says %d".formatted(found, values));
      }
      return new Pages(dictionary, first < 0 ? at : first);
    }

    /** Every entry of a dictionary takes a byte at least. */
    private static void checked(Thrift.Struct dictionary, long bytes) throws IOException {
      long entries = count(dictionary, Field.PAGE_VALUES, "size of a dictionary");
      if (entries > bytes) {
        throw new IOException("a dictionary says %d entries in %d bytes".formatted(entries, bytes));
      }
    }

    private static Thrift.Struct shown(Thrift.Struct header, int size) {
      Thrift.Struct shown = Thrift.copy(header);
      shown.set32(Field.PAGE_PACKED, size);
      shown.fields().remove(Field.PAGE_CHECK);
      if (shown.fields().get(Field.PAGE_DATA_2) instanceof Thrift.Struct data) {
        Thrift.Struct plain = new Thrift.Struct(new TreeMap<>(data.fields()));
        plain.fields().put(Field.V2_PACKED, new Thrift.Bool(false));
        shown.fields().put(Field.PAGE_DATA_2, plain);
      }
      return shown;
    }

    private ByteBuffer header(long from, long end) throws IOException {
      for (int room = HEADER; ; room *= 4) {
        int length = (int) Math.min(room, end - from);
        ByteBuffer bytes = range(packed, from, length);
        try {
          Thrift.read(bytes.duplicate());
          return bytes;
        } catch (IOException e) {
          if (length < room || room > LONGEST_HEADER) {
            throw e;
          }
        }
      }
    }

    private void check(Thrift.Struct header, long from, int length) throws IOException {
      if (header.fields().containsKey(Field.PAGE_CHECK)) {
        CRC32 sum = new CRC32();
        sum.update(packed.readRange(from, length));
        if ((int) sum.getValue() != (int) header.whole(Field.PAGE_CHECK, 0)) {
          throw new IOException("the bytes of a page are not those that were written");
        }
      }
    }
  }

  /** Number of rows. */
  long rows() {
    return rows;
  }

  @Override
  public void open() {}

  @Override
  public long length() {
    return length;
  }

  @Override
  public String name() {
    return packed.name();
  }

  @Override
  public void close() throws IOException {
    packed.close();
  }

  @Override
  public ByteBuffer readRange(long offset, int count) throws IOException {
    if (offset < 0 || count < 0 || offset > length - count) {
      throw new IOException("a part outside of the file is asked for");
    }
    byte[] range = new byte[count];
    for (int i = segmentAt(offset); i < segments.size(); i++) {
      Segment segment = segments.get(i);
      long from = Math.max(offset, segment.at());
      long to = Math.min(offset + count, segment.at() + segment.size());
      if (segment.at() >= offset + count) {
        break;
      }
      if (from >= to) {
        continue;
      }
      int into = (int) (from - offset);
      switch (segment) {
        case Made(long at, byte[] bytes) ->
            System.arraycopy(bytes, (int) (from - at), range, into, (int) (to - from));
        case Body body -> {
          if (to - from == body.size) {
            unpack(body, range, into);
          } else {
            byte[] whole = new byte[body.size];
            unpack(body, whole, 0);
            System.arraycopy(whole, (int) (from - body.at), range, into, (int) (to - from));
          }
        }
      }
    }
    return ByteBuffer.wrap(range);
  }

  private void unpack(Body body, byte[] into, int at) throws IOException {
    byte[] bytes = new byte[body.length];
    packed.readRange(body.from, body.length).get(bytes);
    System.arraycopy(bytes, 0, into, at, body.bare);
    body.packing.unpack(
        bytes, body.bare, body.length - body.bare, into, at + body.bare, body.size - body.bare);
  }

  /** The last segment that begins at a place or before it. */
  private int segmentAt(long place) {
    int low = 0;
    int high = segments.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (segments.get(middle).at() <= place) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
