package io.loadstar.validate;

import io.loadstar.batch.AcceptedRecords;
import io.loadstar.batch.RecordStatus;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.SourceSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A source after validation.
 *
 * @param bytes size of its files
 * @param clean records that nothing was found against, where they are held apart
 * @param rest every other record with its status and reasons
 * @param read how many records the reader saw, known once the rows have been used
 * @param inferred for references that infer members: distinct values that the batch's source lacks
 * @param hasRecords whether there may be any rows
 * @param published what the batch keeps beside these rows
 * @param causes why its rows were joined, by the start of a column's name
 */
public record ValidatedSource(
    SourceSpec source,
    long bytes,
    Optional<CleanRows> clean,
    Dataset<Row> rest,
    Supplier<Long> read,
    Map<DimensionReference, Dataset<Row>> inferred,
    boolean hasRecords,
    Optional<PublishedRecords> published,
    Map<String, String> causes,
    Optional<Dataset<Row>> keptOut)
    implements AcceptedRecords {

  /** Files of this size make rows that every executor can hold; Spark's own limit. */
  private static final long SMALL = 10L << 20;

  /** So many keys can be held by every executor, unless they are long ones. */
  private static final long FEW_KEYS = 1L << 18;

  private static final long SHORT_KEYS = 32L << 20;

  /** Whether every executor can hold the keys of all records. */
  boolean hasFewKeys() {
    long records = clean.map(own -> own.count() + own.others()).orElse(Long.MAX_VALUE);
    return isSmall() || (records <= FEW_KEYS && bytes <= SHORT_KEYS);
  }

  @Override
  public SourceSpec relation() {
    return source;
  }

  @Override
  public boolean isSmall() {
    return bytes <= SMALL;
  }

  /** Every record with its status and reasons. */
  Dataset<Row> rows() {
    return clean.map(own -> own.rows().union(rest)).orElse(rest);
  }

  @Override
  public Dataset<Row> accepted() {
    Dataset<Row> accepted = rest.filter(RecordStatus.isAccepted());
    return clean.map(own -> own.rows().union(accepted)).orElse(accepted);
  }

  @Override
  public Dataset<Row> records(List<String> key, Set<String> wanted) {
    if (published.isEmpty()) {
      return accepted();
    }
    Dataset<Row> kept = published.get().records(source, key, wanted);
    return accepted()
        .select(Arrays.stream(kept.columns()).map(functions::col).toArray(Column[]::new))
        .union(kept);
  }

  ValidatedSource inferring(Map<DimensionReference, Dataset<Row>> members) {
    return new ValidatedSource(
        source, bytes, clean, rest, read, members, hasRecords, published, causes, keptOut);
  }

  /**
   * The same, once it is known whether records were kept out.
   *
   * @param untouched records that stay in the quarantine as they are
   */
  public ValidatedSource keepingOut(boolean hasRejected, Optional<Dataset<Row>> untouched) {
    Optional<Dataset<Row>> own = hasRejected ? Optional.of(rejected()) : Optional.empty();
    Optional<Dataset<Row>> all =
        own.map(rows -> untouched.map(others -> columns(rows).union(columns(others))).orElse(rows))
            .or(() -> untouched);
    return new ValidatedSource(
        source, bytes, clean, rest, read, inferred, hasRecords, published, causes, all);
  }

  private Dataset<Row> columns(Dataset<Row> rows) {
    return rows.select(source.columnNames().stream().map(functions::col).toArray(Column[]::new));
  }

  /** Records that were kept out. */
  public Dataset<Row> rejected() {
    return rest.filter(functions.col(RecordStatus.STATUS).equalTo(RecordStatus.QUARANTINED));
  }
}
