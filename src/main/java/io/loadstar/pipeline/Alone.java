package io.loadstar.pipeline;

import io.loadstar.validate.ReferenceRule;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A source judged without a look at others.
 *
 * @param compared every record with its status and reasons, after the rules that compare records
 * @param doubts in place of {@code compared}, where the source is large
 * @param read how many records the reader saw, known once the rows have been used
 */
record Alone(Optional<Dataset<Row>> compared, Optional<Doubts> doubts, Supplier<Long> read) {
  static Alone compared(Dataset<Row> rows, Supplier<Long> read) {
    return new Alone(Optional.of(rows), Optional.empty(), read);
  }

  static Alone doubted(Doubts doubts, Supplier<Long> read) {
    return new Alone(Optional.empty(), Optional.of(doubts), read);
  }

  /** Values that references look for; of a large source, some of them more than once. */
  Dataset<Row> values(List<String> columns) {
    return doubts
        .map(records -> records.values(columns))
        .orElseGet(() -> ReferenceRule.values(compared.orElseThrow(), columns).distinct());
  }
}
