package io.loadstar.lookup;

import io.loadstar.model.ColumnType;
import io.loadstar.spark.InternalRows;
import io.loadstar.spark.SparkTypes;
import io.loadstar.warehouse.Session;
import io.loadstar.warehouse.Warehouse;
import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Rows that a batch contributed to a fact, found by their grains: the executors ask in chunks, so
 * that it costs what is asked for, not what the batch has.
 *
 * @param superseded where rows are that gave way to another batch's
 * @param nullable parts of the grain that may lack a value, which then counts as one
 * @param keyTypes of the grain
 * @param columns of the fact that are wanted
 */
record FactRowLookup(
    Warehouse warehouse,
    LocalDate batchDate,
    String table,
    String superseded,
    List<String> grain,
    List<String> nullable,
    List<ColumnType> keyTypes,
    List<String> columns,
    List<ColumnType> types)
    implements Serializable {
  private static final int CHUNK = 10_000;

  Dataset<Row> beside(Dataset<Row> records, List<String> keys, String prefix) {
    List<Integer> places = keys.stream().map(records.schema()::fieldIndex).toList();
    StructType shape = records.schema();
    for (int i = 0; i < columns.size(); i++) {
      shape = shape.add(prefix + columns.get(i), SparkTypes.of(types.get(i)));
    }
    JavaRDD<InternalRow> rows = InternalRows.of(records).mapPartitions(own -> beside(own, places));
    return ((SparkSession) records.sparkSession())
        .internalCreateDataFrame(rows.rdd(), shape, false);
  }

  private Iterator<InternalRow> beside(Iterator<InternalRow> records, List<Integer> keys) {
    if (!records.hasNext()) {
      return Collections.emptyIterator();
    }
    try (Session session = warehouse.connect()) {
      return session.run(
          "reading what the batch brought before", open -> beside(session, records, keys));
    }
  }

  private Iterator<InternalRow> beside(
      Session session, Iterator<InternalRow> records, List<Integer> keys) throws SQLException {
    List<InternalRow> joined = new ArrayList<>();
    try (PreparedStatement statement = session.prepare("lookup/rows_of_grains", names())) {
      while (records.hasNext()) {
        List<InternalRow> chunk = new ArrayList<>();
        while (records.hasNext() && chunk.size() < CHUNK) {
          chunk.add(records.next().copy());
        }
        InternalRow[] found = found(statement, chunk, keys);
        for (int i = 0; i < found.length; i++) {
          joined.add(new JoinedRow(chunk.get(i), found[i]));
        }
      }
    }
    return joined.iterator();
  }

  private Map<String, String> names() {
    List<String> names = IntStream.range(0, keyTypes.size()).mapToObj(i -> "key_" + i).toList();
    return Map.of(
        "columns",
        columns.stream().map(name -> "present." + name).collect(Collectors.joining(",\n    ")),
        "arrays",
        String.join(", ", Collections.nCopies(names.size(), "?")),
        "names",
        String.join(", ", names),
        "table",
        table,
        "superseded",
        superseded,
        "matches",
        IntStream.range(0, names.size())
            .mapToObj(i -> matches(grain.get(i), "asked." + names.get(i)))
            .collect(Collectors.joining("\n    and ")));
  }

  private String matches(String column, String asked) {
    String equals = "present." + column + " = " + asked;
    return nullable.contains(column)
        ? "(" + equals + " or (present." + column + " is null and " + asked + " is null))"
        : equals;
  }

  /** For each record the wanted columns, all NULL where the batch has no such row. */
  private InternalRow[] found(
      PreparedStatement statement, List<InternalRow> chunk, List<Integer> keys)
      throws SQLException {
    int parameter = 1;
    for (int i = 0; i < keys.size(); i++) {
      int place = keys.get(i);
      Object[] texts =
          chunk.stream()
              .map(row -> row.isNullAt(place) ? null : row.getUTF8String(place).toString())
              .toArray();
      warehouse.values().bindAll(statement, parameter++, keyTypes.get(i), texts);
    }
    statement.setObject(parameter++, batchDate);
    statement.setObject(parameter, batchDate);
    InternalRow[] found = new InternalRow[chunk.size()];
    Arrays.fill(found, new GenericInternalRow(columns.size()));
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Object[] values = new Object[types.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] =
              CatalystTypeConverters.createToCatalystConverter(SparkTypes.of(types.get(i)))
                  .apply(PublishedBatchReader.value(rows, i + 2, types.get(i), warehouse.values()));
        }
        found[(int) rows.getLong(1) - 1] = new GenericInternalRow(values);
      }
    }
    return found;
  }
}
