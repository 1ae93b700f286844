package io.loadstar.validate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.loadstar.batch.RecordStatus;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType.Kind;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.Keep;
import io.loadstar.model.SourceSpec.Unique;
import io.loadstar.validate.record.LateRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Station validate, second part: rules that look at many records. The order that decides is always
 * a declared one, then the place in the input, so that every run decides alike.
 */
public final class UniquenessRules {
  private static final String RANK = "_rank_";

  /** Column that numbers exact duplicates; it tells plans apart. */
  public static final String RANK_OF_DUPLICATES = RANK + "duplicates";

  private UniquenessRules() {}

  /**
   * Marks all but one of exact duplicates among the accepted: the last where a rule keeps the last,
   * so that leaving the others out does not change which record that is.
   */
  public static Dataset<Row> dropDuplicates(
      Dataset<Row> rows, SourceSpec source, List<Unique> uniques) {
    boolean keepsLast = uniques.stream().anyMatch(unique -> unique.keep() == Keep.LAST);
    WindowSpec equals = Window.partitionBy(equals(source)).orderBy(place(keepsLast));
    Column status =
        when(
                RecordStatus.isAccepted().and(col(RANK_OF_DUPLICATES).gt(1)),
                lit(RecordStatus.DUPLICATE))
            .otherwise(col(RecordStatus.STATUS));
    return RecordStatus.changed(
        rows.withColumn(RANK_OF_DUPLICATES, functions.row_number().over(equals)),
        rows.columns(),
        Map.of(RecordStatus.STATUS, status));
  }

  /** Column that numbers the records of a key; it tells plans apart. */
  public static String rankOf(Unique unique) {
    return RANK + "unique_" + String.join("_", unique.key()) + "_";
  }

  /** Values that became null keep records apart: their reasons name what the values were. */
  private static Column[] equals(SourceSpec source) {
    List<Column> columns =
        new ArrayList<>(List.of(groups(source.columnNames(), RecordStatus.isAccepted())));
    columns.add(reasons(source).cast("string"));
    return columns.toArray(Column[]::new);
  }

  /** A copy that comes late is a copy. */
  private static Column reasons(SourceSpec source) {
    Column all = col(RecordStatus.REASONS);
    if (source.late().isEmpty()) {
      return all;
    }
    Column others =
        functions.filter(
            all, reason -> reason.getField("rule").notEqual(functions.lit(LateRecords.RULE)));
    return functions.when(functions.size(others).gt(0), others);
  }

  /** Column that marks preferred records while they are compared. */
  public static final String PREFERRED = "_is_preferred";

  /**
   * Hashes, one for each rule, of what it compares; null for a record that it leaves alone. Records
   * that are alone with their hashes break no rule here.
   *
   * @param keys columns that no accepted record lacks
   */
  public static List<Column> hashes(
      Dataset<Row> rows, SourceSpec source, List<Unique> uniques, Set<String> keys) {
    List<Column> hashes = new ArrayList<>();
    uniques.forEach(unique -> hashes.add(when(isKeyed(unique), hash(rows, unique.key()))));
    // Records that are equal in all columns have equal keys.
    boolean isCovered = uniques.stream().anyMatch(unique -> keys.containsAll(unique.key()));
    if (source.dropDuplicates() && !isCovered) {
      hashes.add(when(RecordStatus.isAccepted(), hash(rows, source.columnNames())));
    }
    return hashes;
  }

  private static Column hash(Dataset<Row> rows, List<String> names) {
    return functions.xxhash64(
        names.stream().map(name -> comparable(rows, name)).toArray(Column[]::new));
  }

  /** Minus zero equals zero, but has other bits. */
  private static Column comparable(Dataset<Row> rows, String name) {
    boolean isDouble = rows.schema().apply(name).dataType().equals(DataTypes.DoubleType);
    return isDouble ? col(name).plus(lit(0.0)) : col(name);
  }

  /** As in SQL, a key that is missing in part equals no other, unless a fact says so. */
  private static Column isKeyed(Unique unique) {
    return unique.key().stream()
        .filter(name -> !unique.nullable().contains(name))
        .map(name -> col(name).isNotNull())
        .reduce(RecordStatus.isAccepted(), Column::and);
  }

  /** Quarantines the losers of a key that several accepted records share. */
  public static Dataset<Row> unique(Dataset<Row> rows, Unique unique, SourceSpec source) {
    Column isKeyed = isKeyed(unique);
    Column[] key = groups(unique.key(), isKeyed);
    List<Column> order = new ArrayList<>(List.of(order(unique)));
    boolean hasPreferred = Arrays.asList(rows.columns()).contains(PREFERRED);
    if (hasPreferred) {
      order.add(0, col(PREFERRED).desc());
    }
    Column first =
        functions.row_number().over(Window.partitionBy(key).orderBy(order.toArray(Column[]::new)));
    Column loses = unique.keep() == Keep.NONE ? undecided(key, first, hasPreferred) : first;
    String rank = rankOf(unique);
    Dataset<Row> ranked = rows.withColumn(rank, loses);
    Column isLoser = isKeyed.and(col(rank).gt(1));
    return RecordStatus.reject(
        ranked, rows.columns(), isLoser, "unique", unique.key(), message(unique, source));
  }

  /** All of a key lose, unless exactly one of them is preferred. */
  private static Column undecided(Column[] key, Column first, boolean hasPreferred) {
    Column all = functions.count(lit(1)).over(Window.partitionBy(key));
    Column preferred = hasPreferred ? col(PREFERRED) : lit(false);
    Column chosen = functions.count(when(preferred, lit(1))).over(Window.partitionBy(key));
    return hasPreferred ? when(chosen.equalTo(1), first).otherwise(all) : all;
  }

  /**
   * Marks records that stand where others contradict them.
   *
   * @param id of a record
   * @param preferred ids; if there are none the rows are left as they are
   */
  public static Dataset<Row> preferring(Dataset<Row> rows, Column id, Set<String> preferred) {
    return preferred.isEmpty() ? rows : rows.withColumn(PREFERRED, id.isin(preferred.toArray()));
  }

  private static Column[] order(Unique unique) {
    boolean isLast = unique.keep() == Keep.LAST;
    List<Column> order = new ArrayList<>();
    unique
        .orderBy()
        .forEach(
            name -> order.add(isLast ? col(name).desc_nulls_last() : col(name).asc_nulls_last()));
    order.addAll(List.of(place(isLast)));
    return order.toArray(Column[]::new);
  }

  /** The order of records as they came, or the reverse. */
  private static Column[] place(boolean isLastFirst) {
    return isLastFirst
        ? new Column[] {col("_file").desc(), col("_offset").desc()}
        : new Column[] {col("_file"), col("_offset")};
  }

  private static Column message(Unique unique, SourceSpec source) {
    String message =
        switch (unique.keep()) {
          case FIRST -> "occurs more than once; the first record was kept";
          case LAST -> "occurs more than once; the last record was kept";
          case NONE -> "occurs more than once, and the spec does not say which record to keep";
        };
    Column isTwice =
        source.columns().stream()
            .filter(column -> unique.key().contains(column.name()))
            .filter(column -> column.type().kind() == Kind.TIMESTAMP)
            .map(UniquenessRules::isInHourThatComesTwice)
            .reduce(lit(false), Column::or);
    return when(
            isTwice,
            lit(
                message
                    + "; the clocks go back in this hour, which comes twice, and only texts with an"
                    + " offset tell which is meant"))
        .otherwise(lit(message));
  }

  /** The first of both instants is taken for such a time, and an hour later it is the same time. */
  private static Column isInHourThatComesTwice(ColumnSpec column) {
    String zone = column.zone().orElse("UTC");
    Column instant = col(column.name());
    Column later = instant.plus(functions.expr("interval '1' hour"));
    return functions
        .from_utc_timestamp(instant, zone)
        .equalTo(functions.from_utc_timestamp(later, zone));
  }

  /**
   * Rows for which {@code applies} group by these columns; every other row is a group of its own.
   */
  private static Column[] groups(List<String> names, Column applies) {
    List<Column> columns = new ArrayList<>();
    names.forEach(name -> columns.add(when(applies, col(name))));
    columns.add(when(functions.not(applies), col("_file")));
    columns.add(when(functions.not(applies), col("_offset")));
    return columns.toArray(Column[]::new);
  }
}
