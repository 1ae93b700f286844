package io.loadstar.star;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.FactSpec.Missing;
import io.loadstar.model.star.FactTable;
import io.loadstar.spark.SurrogateKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Station star: accepted rows of a source into facts. Keys are hashes, so no dimension is joined.
 */
public final class FactBuilder {
  /** Key of the calendar's row for dates that are not known. */
  private static final int UNKNOWN_DATE = 0;

  private FactBuilder() {}

  /**
   * Columns as {@link FactTable#stagedColumns} of the fact's table.
   *
   * @param table the fact's, whose resolved keys are staged as durable keys
   */
  public static Dataset<Row> build(Dataset<Row> accepted, FactSpec fact, FactTable table) {
    Map<String, String> durable = new HashMap<>();
    table.resolved().forEach(key -> durable.put(key.column(), key.durable()));
    List<Column> columns = new ArrayList<>();
    for (DimensionReference reference : fact.dimensions()) {
      String column = reference.keyColumn();
      columns.add(key(reference).as(durable.getOrDefault(column, column)));
    }
    fact.bridges()
        .forEach(
            bridge -> columns.add(SurrogateKey.ofGroup(col(bridge.array())).as(bridge.groupKey())));
    columns.add(DateKeys.of(day(fact)).as("date_key"));
    fact.keptColumns().forEach(name -> columns.add(col(name)));
    // Validation has tried each on every record.
    fact.measures()
        .forEach(measure -> columns.add(functions.expr(measure.expression()).as(measure.name())));
    return accepted.select(columns.toArray(Column[]::new));
  }

  /** When it happened, by the clocks of the zone whose days count. */
  private static Column day(FactSpec fact) {
    return fact.dateZone()
        .map(zone -> functions.from_utc_timestamp(col(fact.date()), zone))
        .orElseGet(() -> col(fact.date()));
  }

  /** Where a part of the natural key is missing, the unknown member's. */
  private static Column key(DimensionReference reference) {
    if (reference.isCalendar()) {
      return functions.coalesce(DateKeys.of(col(reference.by().get(0))), lit(UNKNOWN_DATE));
    }
    return reference.missing() == Missing.QUARANTINE
        ? SurrogateKey.of(reference.by())
        : SurrogateKey.orUnknown(reference.by());
  }
}
