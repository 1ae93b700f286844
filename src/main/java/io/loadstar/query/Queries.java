package io.loadstar.query;

import io.loadstar.error.LoaderException;
import io.loadstar.error.SpecErrors;
import io.loadstar.error.SqlFault;
import io.loadstar.error.WarehouseErrors;
import io.loadstar.spec.SqlVariables;
import io.loadstar.warehouse.Session;
import io.loadstar.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The BI questions of an area: {@code db/<area>/queries/<name>.sql}. */
public final class Queries {
  private static final String ENDING = ".sql";
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.?!])\\s+(?=[A-Z])");

  private final String area;
  private final Path folder;

  public Queries(String area, Path areaFolder) {
    this.area = area;
    this.folder = areaFolder.resolve("queries");
  }

  /** Name and description, which is the first sentence of the comment at the file's start. */
  public Map<String, String> descriptions() {
    Map<String, String> descriptions = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return descriptions;
    }
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.toString().endsWith(ENDING))
          .forEach(file -> descriptions.put(name(file), description(read(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return descriptions;
  }

  /** Runs a query, read only, as it is written. */
  public ResultTable run(String name, Warehouse warehouse) {
    return run(name, Map.of(), warehouse);
  }

  /**
   * Runs a query, read only.
   *
   * @param values of its variables, each behind a comment such as <code>var days</code> in the SQL;
   *     others keep what is written
   */
  public ResultTable run(String name, Map<String, String> values, Warehouse warehouse) {
    Map<String, String> known = descriptions();
    if (!known.containsKey(name)) {
      throw SpecErrors.noSuchQuery(area, name, known.keySet());
    }
    String sql = filled(name, values);
    try (Session session = warehouse.connect();
        Statement statement = session.connection().createStatement()) {
      warehouse.makeReadOnly(session);
      try (ResultSet rows = statement.executeQuery(sql)) {
        return table(rows);
      }
    } catch (SQLException e) {
      throw failed(name, e, warehouse);
    }
  }

  private String filled(String name, Map<String, String> values) {
    String written = read(folder.resolve(name + ENDING));
    SqlVariables variables = new SqlVariables(values);
    String sql = variables.filled(written);
    for (String unused : variables.unused()) {
      throw SpecErrors.noSuchVariable(name, unused, SqlVariables.names(written));
    }
    return sql;
  }

  private LoaderException failed(String name, SQLException e, Warehouse warehouse) {
    try (Session session = warehouse.connect()) {
      if (!warehouse.catalog().hasSchema(session, area)) {
        return WarehouseErrors.notMigrated(area);
      }
    }
    SqlFault fault = warehouse.fault(e);
    return fault == SqlFault.BAD_SQL || fault == SqlFault.NO_SUCH_TABLE
        ? SpecErrors.badQuery(
            area, name, String.valueOf(e.getMessage()).lines().findFirst().orElse(""))
        : WarehouseErrors.queryFailed(name, e);
  }

  static ResultTable table(ResultSet rows) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      columns.add(rows.getMetaData().getColumnLabel(i));
    }
    List<List<Object>> values = new ArrayList<>();
    while (rows.next()) {
      List<Object> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        Object value = rows.getObject(i);
        boolean isPlain = value == null || value instanceof Number || value instanceof Boolean;
        row.add(isPlain ? value : rows.getString(i));
      }
      values.add(row);
    }
    return new ResultTable(columns, values);
  }

  private static String description(String sql) {
    String comment =
        sql.lines()
            .takeWhile(line -> line.startsWith("--"))
            .map(line -> line.substring(2).strip())
            .collect(Collectors.joining(" "));
    return SENTENCE_END.split(comment, 2)[0];
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ENDING.length());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
