package plumb.data.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumb.data.Decimal;

/**
 * What a user says of how a file is written, in place of what would be found out.
 *
 * @param types what columns are read as, by name or number
 * @param names of all columns, in the order of the file; empty for those of the file
 * @param renamed new names of columns, by their name in the file or their number
 * @param decimal sign of decimals
 * @param encoding name of the encoding of a text file
 */
public record Spelling(
    Map<String, ReadAs> types,
    List<String> names,
    Map<String, String> renamed,
    Optional<Decimal> decimal,
    Optional<String> encoding) {
  /** Nothing: all is found out. */
  public static final Spelling FOUND_OUT =
      new Spelling(Map.of(), List.of(), Map.of(), Optional.empty(), Optional.empty());

  public Spelling {
    types = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(types));
    names = List.copyOf(names);
    renamed = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(renamed));
  }

  /** The same with what columns are read as. */
  public Spelling withTypes(Map<String, ReadAs> value) {
    return new Spelling(value, names, renamed, decimal, encoding);
  }

  /** The same with another sign of decimals. */
  public Spelling withDecimal(Decimal value) {
    return new Spelling(types, names, renamed, Optional.of(value), encoding);
  }

  /** The same with another encoding. */
  public Spelling withEncoding(String value) {
    return new Spelling(types, names, renamed, decimal, Optional.of(value));
  }

  /** The same with names for all columns. */
  public Spelling withNames(List<String> value) {
    return new Spelling(types, value, renamed, decimal, encoding);
  }

  /** The same with other names for some columns. */
  public Spelling withRenamed(Map<String, String> value) {
    return new Spelling(types, names, value, decimal, encoding);
  }
}
