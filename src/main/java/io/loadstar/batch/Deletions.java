package io.loadstar.batch;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.loadstar.model.SourceSpec;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Records of a change feed that say that a member was deleted. */
public final class Deletions {
  private Deletions() {}

  /** Whether a record is one; empty where a source has none. */
  public static Optional<Column> of(SourceSpec source) {
    return source.deletes().map(rule -> coalesce(expr(rule.check()), lit(false)));
  }

  /** The records that name a member. */
  public static Dataset<Row> without(Dataset<Row> records, SourceSpec source) {
    return of(source).map(isDeletion -> records.filter(not(isDeletion))).orElse(records);
  }
}
