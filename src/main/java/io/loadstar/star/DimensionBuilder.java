package io.loadstar.star;

import io.loadstar.engine.SurrogateKey;
import io.loadstar.model.BridgeSpec;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.StarTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;

/** Station star: accepted rows of a source into members, one per natural key. */
public final class DimensionBuilder {
  private DimensionBuilder() {}

  /** Columns as {@link StarTable#stagedColumns} of the dimension's table. */
  public static Dataset<Row> build(Dataset<Row> accepted, DimensionSpec dimension) {
    List<Column> columns = new ArrayList<>();
    columns.add(SurrogateKey.of(dimension.naturalKey()).as(dimension.keyColumn()));
    dimension.naturalKey().forEach(name -> columns.add(functions.col(name)));
    dimension.attributes().forEach(name -> columns.add(functions.col(name)));
    dimension
        .bridges()
        .forEach(
            bridge ->
                columns.add(
                    SurrogateKey.ofGroup(functions.col(bridge.array())).as(bridge.groupKey())));
    columns.add(rowHash(accepted, dimension).as(StarTable.ROW_HASH));
    return accepted.select(columns.toArray(Column[]::new));
  }

  /** Null and empty text differ; a bar inside a value is escaped, so that values cannot shift. */
  private static Column rowHash(Dataset<Row> rows, DimensionSpec dimension) {
    List<Column> parts = new ArrayList<>();
    for (String name : dimension.attributes()) {
      Column escaped = functions.regexp_replace(text(rows, name), "([\\\\|])", "\\\\$1");
      parts.add(
          functions.coalesce(functions.concat(functions.lit("="), escaped), functions.lit("~")));
    }
    // With its name, so that a new bridge over an old attribute changes the member.
    for (BridgeSpec bridge : dimension.bridges()) {
      parts.add(functions.lit(bridge.groupKey()));
      parts.add(SurrogateKey.ofGroup(functions.col(bridge.array())));
    }
    return functions.sha2(
        functions.concat_ws("|", parts.toArray(Column[]::new)).cast("binary"), 256);
  }

  /** An array as JSON: its plain text would not tell where one element ends. */
  private static Column text(Dataset<Row> rows, String name) {
    boolean isArray = rows.schema().apply(name).dataType() instanceof ArrayType;
    return isArray ? functions.to_json(functions.col(name)) : functions.col(name).cast("string");
  }
}
