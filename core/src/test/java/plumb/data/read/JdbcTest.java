package plumb.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.BadInput;
import plumb.data.ColumnType;

class JdbcTest {
  private static final String ROWS = "SELECT * FROM t ORDER BY n";

  @TempDir Path folder;

  private static void run(String url, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private String h2() throws SQLException {
    String url = "jdbc:h2:" + folder.toAbsolutePath().resolve("h2");
    run(
        url,
        "CREATE TABLE t (n INT, price DECIMAL(20,2), share DOUBLE PRECISION, word VARCHAR(20), ok BOOLEAN, born DATE, seen TIMESTAMP, big BIGINT, id UUID, raw VARBINARY(3))",
        "INSERT INTO t VALUES (1, 1234.56, 0.1, 'red', TRUE, DATE '2020-02-29', TIMESTAMP '2020-02-29 12:00:00', 9007199254740992, RANDOM_UUID(), X'01')",
        "INSERT INTO t VALUES (2, 0.07, NULL, NULL, FALSE, NULL, NULL, -5, NULL, NULL)",
        "INSERT INTO t VALUES (3, -2.35, 1e300, 'blue', NULL, DATE '1969-12-31', TIMESTAMP '1969-12-31 18:00:00', 0, NULL, NULL)");
    return url;
  }

  private static Origin.Query query(String url, String sql) {
    return new Origin.Query(url, sql, Optional.empty(), Optional.empty());
  }

  private static Table table(Origin.Query query) {
    return (Table) DataReader.read(query, ReadOptions.usual());
  }

  @Test
  void every_usual_type_of_a_database_keeps_its_value() throws SQLException {
    Table table = table(query(h2(), ROWS));

    assertThat(table.names())
        .containsExactly("N", "PRICE", "SHARE", "WORD", "OK", "BORN", "SEEN", "BIG", "ID");
    assertThat(numbers(table, "PRICE")).containsExactly(1234.56, 0.07, -2.35);
    assertThat(numbers(table, "SHARE")).containsExactly(0.1, Double.NaN, 1e300);
    assertThat(numbers(table, "BIG")).containsExactly(0x1p53, -5, 0);
    assertThat(Written.column(table, "WORD").text(1)).isNull();
    assertThat(Written.column(table, "OK").type()).isEqualTo(ColumnType.BOOLEAN);
    assertThat(((Column.Dates) Written.column(table, "BORN")).days().toArray())
        .containsExactly(18_321, Double.NaN, -1);
    assertThat(((Column.Dates) Written.column(table, "SEEN")).days().toArray())
        .containsExactly(18_321.5, Double.NaN, -0.25);
    assertThat(String.join("\n", table.notes())).contains("\"RAW\"", "left out");
  }

  @Test
  void an_sqlite_file_is_read_and_not_changed() throws Exception {
    Path file = folder.toAbsolutePath().resolve("t.db");
    String url = "jdbc:sqlite:" + file;
    run(
        url,
        "CREATE TABLE t (n INTEGER, x REAL, word TEXT)",
        "INSERT INTO t VALUES (1, 0.1, 'a'), (2, NULL, 'b'), (3, 2.5, NULL)");
    byte[] before = Files.readAllBytes(file);

    Table table = table(query(url, ROWS));

    assertThat(numbers(table, "x")).containsExactly(0.1, Double.NaN, 2.5);
    assertThat(Written.column(table, "word").text(2)).isNull();
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void a_query_without_an_order_is_told() throws SQLException {
    Table table = table(query(h2(), "SELECT n, word FROM t"));

    assertThat(table.notes()).anySatisfy(note -> assertThat(note).contains("ORDER BY"));
    assertThat(table(query(h2Again(), ROWS)).notes())
        .noneSatisfy(note -> assertThat(note).contains("ORDER BY"));
  }

  private String h2Again() {
    return "jdbc:h2:" + folder.toAbsolutePath().resolve("h2");
  }

  @Test
  void a_query_that_changes_something_is_refused_and_changes_nothing() throws SQLException {
    String url = h2();
    for (String sql : new String[] {"DELETE FROM t", "UPDATE t SET n = 7"}) {
      assertThatThrownBy(() -> table(query(url, sql)))
          .isInstanceOf(BadInput.class)
          .hasMessageContainingAll("jdbc:h2:", "does not answer", sql);
    }
    assertThat(numbers(table(query(url, ROWS)), "N")).containsExactly(1, 2, 3);
  }

  @Test
  void an_sqlite_file_that_is_not_there_is_not_made() {
    Path file = folder.toAbsolutePath().resolve("none.db");

    assertThatThrownBy(() -> table(query("jdbc:sqlite:" + file, ROWS)))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("none.db", "cannot be reached");
    assertThat(file).doesNotExist();
  }

  @Test
  void a_driver_that_is_not_there_is_told_with_the_way_to_bring_it() {
    assertThatThrownBy(() -> table(query("jdbc:nothing://host/db", ROWS)))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("No driver for jdbc:nothing://host/db", "PLUMB_CLASSPATH");
  }

  @Test
  void two_columns_of_one_name_are_refused() throws SQLException {
    String url = h2();

    assertThatThrownBy(() -> table(query(url, "SELECT n, n FROM t ORDER BY n")))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("\"N\"", "AS");
  }

  @Test
  void the_password_comes_from_the_environment_and_is_never_said() throws SQLException {
    String url = "jdbc:h2:" + folder.toAbsolutePath().resolve("locked");
    try (Connection c = DriverManager.getConnection(url, "sa", "secret-1");
        Statement statement = c.createStatement()) {
      statement.execute("CREATE TABLE t (n INT)");
      statement.execute("INSERT INTO t VALUES (1), (2)");
    }
    Origin.Query query = new Origin.Query(url, ROWS, Optional.of("sa"), Optional.of("DB_SECRET"));

    assertThat(Table.of(new Jdbc(query, Map.of("DB_SECRET", "secret-1")::get)).rows()).isEqualTo(2);
    assertThatThrownBy(() -> Table.of(new Jdbc(query, Map.of("DB_SECRET", "secret-2")::get)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("cannot be reached")
        .hasMessageNotContaining("secret-2");
    assertThatThrownBy(() -> Table.of(new Jdbc(query, _ -> null)))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("DB_SECRET", "not set");
    assertThat(query("jdbc:postgresql://me:hush@host/db?password=hush", ROWS).toString())
        .isEqualTo("jdbc:postgresql://host/db");
  }

  @Test
  void a_result_set_of_the_program_is_read() throws SQLException {
    try (Connection c = DriverManager.getConnection(h2());
        Statement statement = c.createStatement();
        ResultSet rows = statement.executeQuery(ROWS)) {
      assertThat(numbers(Table.of(RowSource.of("answer", rows)), "PRICE"))
          .containsExactly(1234.56, 0.07, -2.35);
    }
  }

  /** Against a server, where etc/with-postgres started one. */
  @Test
  void postgresql_is_read() throws SQLException {
    String url = System.getenv("PLUMB_POSTGRES");
    assumeTrue(url != null, "no PLUMB_POSTGRES; etc/with-postgres starts a server and sets it");
    run(
        url,
        "DROP TABLE IF EXISTS plumb_t",
        "CREATE TABLE plumb_t (n INT, price NUMERIC(20,2), share DOUBLE PRECISION, word TEXT, ok BOOLEAN, born DATE, seen TIMESTAMP, at TIMESTAMPTZ, id UUID, list INT[], doc JSONB)",
        "INSERT INTO plumb_t VALUES (1, 1234.56, 0.1, 'red', TRUE, '2020-02-29', '2020-02-29 12:00', '2020-02-29 12:00+00', NULL, '{1,2}', '{\"a\": 1}'), (2, 0.07, 'NaN', NULL, FALSE, NULL, NULL, NULL, NULL, NULL, NULL)");

    Table table = table(query(url, "SELECT * FROM plumb_t ORDER BY n"));

    assertThat(numbers(table, "price")).containsExactly(1234.56, 0.07);
    assertThat(numbers(table, "share")).containsExactly(0.1, Double.NaN);
    assertThat(((Column.Dates) Written.column(table, "seen")).days().at(0)).isEqualTo(18_321.5);
    assertThat(((Column.Dates) Written.column(table, "born")).days().at(0)).isEqualTo(18_321);
    assertThat(Written.column(table, "ok").text(0)).isEqualTo("true");
    assertThat(table.names()).doesNotContain("list");
  }

  private static double[] numbers(Table table, String name) {
    return ((Column.Numbers) Written.column(table, name)).values().toArray();
  }
}
