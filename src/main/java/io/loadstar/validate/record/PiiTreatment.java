package io.loadstar.validate.record;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.loadstar.model.ColumnSpec;
import io.loadstar.spark.Sha256;
import io.loadstar.spark.SparkTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** What becomes of values that tell of persons, once all rules have seen them. */
final class PiiTreatment {
  private PiiTreatment() {}

  /** The column's value as everything after validation sees it. */
  static Column of(ColumnSpec column) {
    Column value = col(column.name());
    return column
        .pii()
        .map(
            treatment ->
                switch (treatment) {
                  case HASH -> Sha256.of(value);
                  case MASK -> functions.concat(functions.substring(value, 1, 1), lit("***"));
                  case DROP -> lit(null).cast(SparkTypes.of(column.type()));
                })
        .map(treated -> treated.as(column.name()))
        .orElse(value);
  }
}
