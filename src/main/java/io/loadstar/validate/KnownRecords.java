package io.loadstar.validate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.loadstar.batch.RecordStatus;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.Keep;
import io.loadstar.model.SourceSpec.Unique;
import io.loadstar.model.SubjectArea;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Records of a table that a batch has already.
 *
 * @param names of the source's columns that make the key
 * @param key of a record
 * @param first column of the table's key
 * @param kept what else is known of them: by the table's column, the value of a record
 * @param beside puts beside records, whose keys stand in {@link #keys} as texts, what is known of
 *     those keys: the first column of the key, and those of {@code kept}, each behind {@link
 *     #KNOWN}
 * @param isNews whether the records that are compared came after these
 */
record KnownRecords(
    List<String> names,
    List<Column> key,
    String first,
    Map<String, Column> kept,
    UnaryOperator<Dataset<Row>> beside,
    boolean isNews) {
  private static final String KEY = "_key_";
  static final String KNOWN = "_known_";

  /**
   * Of records whose key is there, news that are copies are duplicates where the source drops
   * those. Of others the declared order decides; where it is silent, news are the last ones.
   */
  Dataset<Row> compared(Dataset<Row> records, SourceSpec source, SubjectArea area) {
    Dataset<Row> joined = joined(records);
    Column isKnown = RecordStatus.isAccepted().and(col(KNOWN + first).isNotNull());
    Column isCopy =
        kept.entrySet().stream()
            .map(own -> own.getValue().eqNullSafe(col(KNOWN + own.getKey())))
            .reduce(lit(true), Column::and);
    Column isDropped = isKnown.and(isCopy).and(lit(isNews && source.dropDuplicates()));
    Column status =
        when(isDropped, lit(RecordStatus.DUPLICATE)).otherwise(col(RecordStatus.STATUS));
    Column stands = not(isCopy).and(stands(source, area));
    return rejected(
        joined.withColumn(RecordStatus.STATUS, status),
        records.columns(),
        isKnown.and(not(stands)));
  }

  private Dataset<Row> joined(Dataset<Row> records) {
    Dataset<Row> keyed = records;
    for (int i = 0; i < key.size(); i++) {
      keyed = keyed.withColumn(keys().get(i), key.get(i).cast("string"));
    }
    return beside.apply(keyed);
  }

  /** Columns that hold a record's key. */
  List<String> keys() {
    return keys(key.size());
  }

  static List<String> keys(int size) {
    return IntStream.range(0, size).mapToObj(i -> KEY + i).toList();
  }

  private Dataset<Row> rejected(Dataset<Row> joined, String[] columns, Column isBroken) {
    return RecordStatus.reject(
        joined,
        columns,
        isBroken,
        "unique",
        names,
        lit("is in the batch already; the record that was loaded stands"));
  }

  /** Whether a record stands that is not what is known; missing values are chosen last. */
  private Column stands(SourceSpec source, SubjectArea area) {
    Unique rule =
        area.uniques(source).stream()
            .filter(unique -> new HashSet<>(unique.key()).equals(new HashSet<>(names)))
            .findFirst()
            .orElse(new Unique(names, List.of(), Keep.NONE, List.of(), 0));
    if (rule.keep() == Keep.NONE) {
      return lit(false);
    }
    boolean isLast = rule.keep() == Keep.LAST;
    Column before = lit(false);
    Column isEqual = lit(true);
    for (String name : rule.orderBy()) {
      if (kept.containsKey(name)) {
        Column known = col(KNOWN + name);
        Column isBefore =
            isLast
                ? coalesce(known.lt(col(name)), known.isNull().and(col(name).isNotNull()))
                : coalesce(col(name).lt(known), col(name).isNotNull().and(known.isNull()));
        before = before.or(isEqual.and(isBefore));
        isEqual = isEqual.and(col(name).eqNullSafe(known));
      }
    }
    return isLast && isNews ? before.or(isEqual) : before;
  }
}
