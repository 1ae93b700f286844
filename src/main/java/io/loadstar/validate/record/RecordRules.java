package io.loadstar.validate.record;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.loadstar.batch.Lateness;
import io.loadstar.batch.RawRows;
import io.loadstar.batch.RecordStatus;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.Severity;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Station validate, first part: raw text in, typed columns and all broken rules out, in one pass.
 */
public final class RecordRules {
  private static final String[] PLACE = {"_file", "_line", "_offset", "_raw"};
  private static final String BROKEN_RULE = "_broken_rule";
  private static final String BROKEN_MESSAGE = "_broken_message";

  /** Rules of values that nobody can tell, so that no condition can be asked about them. */
  private static final Set<String> UNREADABLE = Set.of("type", "parse");

  /** Rule of records that were kept in a way that cannot be judged again. */
  private static final String REPLAY = "replay";

  private static final String COLUMN_REASONS = "_column_reasons";

  private RecordRules() {}

  /**
   * Types and judges every record.
   *
   * @param raw rows as the station read leaves them: place, broken rule, text columns
   * @param area says which columns keys are made of
   * @param batchDate value of the columns that are read from no file
   * @param lateness tells which records came late
   * @param corrected ids of records that a person corrected
   * @return place, typed columns, {@link RecordStatus#REASONS}, {@link RecordStatus#STATUS}
   */
  public static Dataset<Row> validate(
      Dataset<Row> raw,
      SourceSpec source,
      SubjectArea area,
      LocalDate batchDate,
      Lateness lateness,
      Set<String> corrected) {
    Set<String> keys = area.keyColumns(source);
    Set<String> compared = area.comparedColumns(source);
    Set<String> withheld = source.piiFields();
    List<ColumnRules> columns =
        source.columns().stream()
            .map(
                column ->
                    new ColumnRules(
                        column,
                        keys.contains(column.name()),
                        compared.contains(column.name()),
                        !withheld.contains(column.from())))
            .toList();
    RuleBits ofColumns =
        new RuleBits(
            "_column_bits", columns.stream().flatMap(column -> column.checks().stream()).toList());
    Dataset<Row> typed =
        typed(parsed(tried(dated(raw, source, batchDate), columns), columns), columns);
    List<RowExpression> expressions = RowExpression.of(source, area);
    Dataset<Row> rows =
        with(
            columnRules(typed, columns, ofColumns),
            expressions.stream().map(RowExpression::tried).toList());
    Optional<LateRecords> late = LateRecords.of(source, lateness, corrected, batchDate);
    List<Rule> rules = rowRules(source, area, expressions);
    late.flatMap(LateRecords::rule).ifPresent(rules::add);
    Dataset<Row> judged = judged(rows, source, rules, ofColumns, late);
    for (RowExpression measure : RowExpression.ofPersons(source, area)) {
      judged = measure.computable(judged);
    }
    return judged;
  }

  private static Dataset<Row> tried(Dataset<Row> raw, List<ColumnRules> columns) {
    return with(raw, columns.stream().flatMap(column -> column.triedText().stream()).toList());
  }

  private static List<Rule> rowRules(
      SourceSpec source, SubjectArea area, List<RowExpression> expressions) {
    List<Rule> rules =
        new ArrayList<>(expressions.stream().flatMap(one -> one.rules().stream()).toList());
    area.dimensions().stream()
        .filter(dimension -> dimension.from().equals(source.name()))
        .flatMap(dimension -> dimension.effective().stream())
        .distinct()
        .forEach(column -> rules.add(WarehouseBounds.beginsBeforeTheEnd(column)));
    WarehouseBounds.fitsIntoARow(source).ifPresent(rules::add);
    return rules;
  }

  private static Dataset<Row> dated(Dataset<Row> raw, SourceSpec source, LocalDate batchDate) {
    return with(
        raw,
        source.columns().stream()
            .filter(ColumnSpec::isInNoFile)
            .map(column -> value(column, batchDate).as(column.name()))
            .toList());
  }

  private static Column value(ColumnSpec column, LocalDate batchDate) {
    if (column.isBatchDate()) {
      return lit(batchDate.toString());
    }
    return column.folder().map(RecordRules::folder).orElseGet(() -> lit(null).cast("string"));
  }

  /** Names of folders are written as Hive and Spark do it. */
  private static Column folder(String name) {
    Column written = functions.regexp_extract(col(RawRows.FILE), "(?:^|/)" + name + "=([^/]*)/", 1);
    Column value = functions.try_url_decode(functions.replace(written, lit("+"), lit("%2B")));
    return when(value.notEqual("").and(value.notEqual("__HIVE_DEFAULT_PARTITION__")), value);
  }

  private static Dataset<Row> parsed(Dataset<Row> raw, List<ColumnRules> columns) {
    return with(
        raw, columns.stream().map(column -> column.parsedText().as(column.parsed())).toList());
  }

  private static Dataset<Row> typed(Dataset<Row> parsed, List<ColumnRules> columns) {
    return with(
        parsed, columns.stream().map(column -> column.typedValue().as(column.typed())).toList());
  }

  private static Dataset<Row> with(Dataset<Row> rows, List<Column> added) {
    if (added.isEmpty()) {
      return rows;
    }
    List<Column> all = new ArrayList<>(List.of(col("*")));
    all.addAll(added);
    return rows.select(all.toArray(Column[]::new));
  }

  private static Dataset<Row> columnRules(
      Dataset<Row> typed, List<ColumnRules> columns, RuleBits bits) {
    List<Column> kept = place();
    kept.add(col(BROKEN_RULE));
    kept.add(col(BROKEN_MESSAGE));
    kept.addAll(bits.names());
    columns.forEach(column -> kept.add(column.finalValue(bits)));
    // They show the raw texts, whose names the typed values take over with this step.
    kept.add(bits.reasons().as(COLUMN_REASONS));
    return with(typed, bits.columns()).select(kept.toArray(Column[]::new));
  }

  private static Dataset<Row> judged(
      Dataset<Row> rows,
      SourceSpec source,
      List<Rule> rules,
      RuleBits ofColumns,
      Optional<LateRecords> late) {
    RuleBits bits = new RuleBits("_row_bits", rules);
    Column all = bits.isEmpty() ? col(COLUMN_REASONS) : both(col(COLUMN_REASONS), bits.reasons());
    Column isReadable =
        col(BROKEN_RULE)
            .isNull()
            .and(functions.not(ofColumns.anyBroken(rule -> UNREADABLE.contains(rule.rule()))));
    Column isForeign = late.map(LateRecords::isForeign).orElse(lit(false));
    Column isLeftOut =
        late.map(LateRecords::isElsewhere)
            .orElse(lit(false))
            .or(isReadable.and(RowExpression.isLeftOut(source)));
    boolean mayBeLeftOut = source.where().isPresent() || late.isPresent();
    Column reasons =
        when(mayBeLeftOut ? isLeftOut.or(isForeign) : lit(false), lit(null))
            .when(col(BROKEN_RULE).isNull(), all)
            .otherwise(functions.array(brokenReason(source)));
    List<Column> kept = place();
    source.columns().stream().map(PiiTreatment::of).forEach(kept::add);
    kept.add(reasons.as(RecordStatus.REASONS));
    Column isRejected = col(BROKEN_RULE).isNotNull().or(ofColumns.isRejected());
    Column status = status(isRejected.or(bits.isRejected()));
    kept.add(
        (mayBeLeftOut
                ? when(isForeign, lit(RecordStatus.FOREIGN))
                    .when(isLeftOut, lit(RecordStatus.LEFT_OUT))
                    .otherwise(status)
                : status)
            .as(RecordStatus.STATUS));
    return with(rows, bits.columns()).select(kept.toArray(Column[]::new));
  }

  private static Column status(Column isRejected) {
    return when(isRejected, lit(RecordStatus.QUARANTINED)).otherwise(lit(RecordStatus.ACCEPTED));
  }

  /** A parser's message may repeat some of the record. */
  private static Column brokenReason(SourceSpec source) {
    boolean mayTell = source.hasPii();
    Column message =
        when(lit(mayTell).and(col(BROKEN_RULE).notEqual(lit(REPLAY))), lit("cannot be taken apart"))
            .otherwise(col(BROKEN_MESSAGE));
    return functions.struct(
        col(BROKEN_RULE).as("rule"),
        lit("").as("column"),
        lit(null).cast("string").as("value"),
        message.as("message"),
        lit(Severity.QUARANTINE.word()).as("severity"));
  }

  private static Column both(Column first, Column second) {
    return when(first.isNull(), second)
        .when(second.isNull(), first)
        .otherwise(functions.concat(first, second));
  }

  private static List<Column> place() {
    List<Column> columns = new ArrayList<>();
    for (String name : PLACE) {
      columns.add(col(name));
    }
    return columns;
  }
}
