package plumb.data.read;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.sql.Types;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import plumb.data.BadInput;

/**
 * Reads the answer of a database to a query, changing nothing: the connection is made for reading
 * where the driver can, and whatever the query does is taken back.
 */
final class Jdbc implements RowSource {
  /** Rows that a database sends at a time, instead of all of them into memory. */
  private static final int ROWS_AT_A_TIME = 1000;

  private final Origin.Query origin;
  private final Function<String, @Nullable String> environment;

  /**
   * For a query.
   *
   * @param environment the value of a variable, null for none
   */
  Jdbc(Origin.Query origin, Function<String, @Nullable String> environment) {
    this.origin = origin;
    this.environment = environment;
  }

  static Table read(Origin.Query origin, ReadOptions options) {
    try {
      return Table.of(new Jdbc(origin, Outside::variable), options);
    } catch (OutOfMemoryError e) {
      throw new BadInput(
          "The answer of %s is too large for memory; give Java more with -Xmx, or ask for fewer rows"
              .formatted(origin),
          e);
    }
  }

  @Override
  public String name() {
    return origin.toString();
  }

  @Override
  public void read(Receiver receiver) {
    try (Connection connection = connection()) {
      boolean undo = undoable(connection);
      try (Statement statement = connection.createStatement()) {
        limitRows(statement);
        try (ResultSet rows = statement.executeQuery(origin.query())) {
          read(name(), rows, receiver);
        }
      } finally {
        if (undo) {
          connection.rollback();
        }
      }
    } catch (SQLException e) {
      throw new BadInput(
          "%s does not answer the query \"%s\": %s; correct it, and try it in the database's own program"
              .formatted(origin, origin.query(), firstLine(e)),
          e);
    }
    if (!origin.query().toLowerCase(Locale.ROOT).contains("order by")) {
      receiver.note(
          "%s: the query names no order (ORDER BY), so the rows may come in another one next time, and the split and the result with them"
              .formatted(origin));
    }
  }

  private Connection connection() {
    Properties properties = new Properties();
    origin.user().ifPresent(user -> properties.setProperty("user", user));
    origin.password().ifPresent(variable -> properties.setProperty("password", password(variable)));
    if (origin.url().startsWith("jdbc:sqlite:")) {
      properties.setProperty("open_mode", "1"); // Else a file that is not there is made.
    }
    try {
      return DriverManager.getConnection(origin.url(), properties);
    } catch (SQLException e) {
      if (DriverManager.drivers().noneMatch(driver -> accepts(driver))) {
        throw new BadInput(
            "No driver for %s is on the class path; put its jar there: PLUMB_CLASSPATH=DRIVER.jar ./plumb ..."
                .formatted(origin),
            e);
      }
      throw new BadInput(
          "%s cannot be reached: %s; check the URL, the user and the password"
              .formatted(origin, firstLine(e)),
          e);
    }
  }

  private boolean accepts(java.sql.Driver driver) {
    try {
      return driver.acceptsURL(origin.url());
    } catch (SQLException _) {
      return false;
    }
  }

  private String password(String variable) {
    String password = environment.apply(variable);
    if (password == null) {
      throw new BadInput(
          "The environment variable %s, which the card names for the password of %s, is not set; set it"
              .formatted(variable, origin));
    }
    return password;
  }

  /** The first line says what is wrong; drivers put the query again below. */
  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** Switches to reading, and to taking back; some drivers cannot do the former. */
  private static boolean undoable(Connection connection) throws SQLException {
    try {
      connection.setReadOnly(true);
    } catch (SQLException _) {
      // Taken back all the same.
    }
    try {
      connection.setAutoCommit(false);
      return true;
    } catch (SQLFeatureNotSupportedException _) {
      return false;
    }
  }

  private static void limitRows(Statement statement) {
    try {
      statement.setFetchSize(ROWS_AT_A_TIME);
    } catch (SQLException _) {
      // A wish only.
    }
  }

  /** Hands over all rows that follow. */
  static void read(String name, ResultSet rows, Receiver receiver) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    int count = meta.getColumnCount();
    int[] columns = new int[count + 1];
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 1; i <= count; i++) {
      String label = meta.getColumnLabel(i);
      Integer earlier = seen.putIfAbsent(label, i);
      if (earlier != null) {
        throw new BadInput(
            "%s: columns %d and %d of the answer are both called \"%s\"; give one another name with AS"
                .formatted(name, earlier, i, label));
      }
      columns[i] = usable(meta, i) ? receiver.column(label) : -1;
      if (columns[i] < 0) {
        receiver.note(
            "%s: column \"%s\" is of the type %s, which cannot be used; it is left out"
                .formatted(name, label, meta.getColumnTypeName(i)));
      }
    }
    while (rows.next()) {
      for (int i = 1; i <= count; i++) {
        if (columns[i] >= 0) {
          receiver.value(columns[i], value(rows, i));
        }
      }
      receiver.endRow();
    }
  }

  private static boolean usable(ResultSetMetaData meta, int column) throws SQLException {
    return switch (meta.getColumnType(column)) {
      // Some drivers call identifiers binary, and give something else than bytes.
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY ->
          !byte[].class.getName().equals(meta.getColumnClassName(column));
      case Types.BLOB,
          Types.ARRAY,
          Types.STRUCT,
          Types.REF,
          Types.ROWID,
          Types.SQLXML,
          Types.JAVA_OBJECT ->
          false;
      default -> true;
    };
  }

  private static @Nullable Object value(ResultSet rows, int column) throws SQLException {
    Object value = rows.getObject(column);
    return switch (value) {
      case null -> null;
      case Number number -> number;
      case Boolean truth -> truth;
      case String text -> text;
      case java.util.Date date -> date;
      case java.time.temporal.Temporal time -> time;
      // What a driver has types of its own for, it can spell.
      default -> rows.getString(column);
    };
  }
}
