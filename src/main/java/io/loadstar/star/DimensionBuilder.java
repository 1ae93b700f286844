package io.loadstar.star;

import io.loadstar.engine.SurrogateKey;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.StarTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
    columns.add(rowHash(accepted, hashed(dimension)).as(StarTable.ROW_HASH));
    return accepted.select(columns.toArray(Column[]::new));
  }

  private static List<String> hashed(DimensionSpec dimension) {
    Set<String> names = new LinkedHashSet<>(dimension.attributes());
    dimension.bridges().forEach(bridge -> names.add(bridge.array()));
    return List.copyOf(names);
  }

  /** Null and empty text differ; a bar inside a value is escaped, so that values cannot shift. */
  private static Column rowHash(Dataset<Row> rows, List<String> attributes) {
    Column[] parts =
        attributes.stream()
            .map(
                name ->
                    functions.coalesce(
                        functions.concat(
                            functions.lit("="),
                            functions.regexp_replace(text(rows, name), "([\\\\|])", "\\\\$1")),
                        functions.lit("~")))
            .toArray(Column[]::new);
    return functions.sha2(functions.concat_ws("|", parts).cast("binary"), 256);
  }

  /** An array as JSON: its plain text would not tell where one element ends. */
  private static Column text(Dataset<Row> rows, String name) {
    boolean isArray = rows.schema().apply(name).dataType() instanceof ArrayType;
    return isArray ? functions.to_json(functions.col(name)) : functions.col(name).cast("string");
  }
}
