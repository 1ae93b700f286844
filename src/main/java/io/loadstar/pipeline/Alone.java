package io.loadstar.pipeline;

import io.loadstar.engine.KeptRows;
import io.loadstar.validate.ReferenceRule;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A source judged without a look at others.
 *
 * @param rows every record with its status and reasons
 * @param kept the records as each was judged by itself, where comparing them is another step
 * @param read how many records the reader saw, known once {@code rows} have been used
 */
record Alone(Dataset<Row> rows, Optional<KeptRows> kept, Supplier<Long> read) {
  /** Values that references look for, some of them more than once. */
  Dataset<Row> values(List<String> columns) {
    return kept.map(records -> records.values(columns))
        .orElseGet(() -> ReferenceRule.values(rows, columns));
  }
}
