package plumb.data;

/** What a column of a table holds, inferred over the whole file. */
public enum ColumnType {
  /** Whole numbers, however they are spelled ({@code 5}, {@code 5.0}). */
  INTEGER,
  /** Numbers. */
  NUMBER,
  /** Two values of a usual pair such as {@code true} and {@code false}. */
  BOOLEAN,
  /** One of a limited number of words. */
  CATEGORY,
  /** A day, with or without a time of day. */
  DATE,
  /** Words that hardly ever repeat: identifiers or free text, which no encoding here can use. */
  TEXT,
  /** The same value in every row. */
  CONSTANT,
  /** No value in any row. */
  EMPTY
}
