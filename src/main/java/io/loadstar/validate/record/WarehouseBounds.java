package io.loadstar.validate.record;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.when;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType.Kind;
import io.loadstar.model.Severity;
import io.loadstar.model.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/** What no warehouse can hold, though it is of the right type. */
final class WarehouseBounds {
  /** Day on which an open version ends. */
  private static final String NEVER = "9999-12-31";

  /** So many columns always fit: of a long value, a pointer of this size is left in the row. */
  private static final int COLUMNS_THAT_FIT = 300;

  private static final int LONGEST_INSIDE = 24;
  private static final int NUMBER = 8;

  /** Of the 8160 bytes that Postgres has for a row, without header and audit columns. */
  private static final int ROW = 7_800;

  private WarehouseBounds() {}

  /** A version that begins when open ones end would be a second open one. */
  static Rule beginsBeforeTheEnd(String column) {
    return new Rule(
        "effective",
        column,
        Severity.QUARANTINE,
        coalesce(col(column).cast("date").geq(lit(NEVER).cast("date")), lit(false)),
        col(column).cast("string"),
        "is the day on which open versions end, so no version can begin there");
  }

  /** A rule for sources of very many columns. */
  static Optional<Rule> fitsIntoARow(SourceSpec source) {
    if (source.columns().size() <= COLUMNS_THAT_FIT) {
      return Optional.empty();
    }
    List<Column> sizes = new ArrayList<>(List.of(lit(source.columns().size() / Byte.SIZE)));
    for (ColumnSpec column : source.columns()) {
      boolean isText = column.storedType().kind() == Kind.STRING;
      Column own =
          isText
              ? least(octet_length(col(column.name())).plus(1), lit(LONGEST_INSIDE))
              : lit(NUMBER);
      sizes.add(when(col(column.name()).isNotNull(), own).otherwise(lit(0)));
    }
    Column size = sum(sizes);
    return Optional.of(
        new Rule(
            "row_size",
            "",
            Severity.QUARANTINE,
            size.gt(ROW),
            size.cast("string"),
            "bytes are more than a row of the warehouse can hold (" + ROW + ")"));
  }

  /** Halved again and again: a sum as deep as it is long takes Spark a stack of its own. */
  private static Column sum(List<Column> sizes) {
    int half = sizes.size() / 2;
    return half == 0
        ? sizes.get(0)
        : sum(sizes.subList(0, half)).plus(sum(sizes.subList(half, sizes.size())));
  }
}
