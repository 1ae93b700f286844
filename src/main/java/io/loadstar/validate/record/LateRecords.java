package io.loadstar.validate.record;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_micros;

import io.loadstar.batch.Lateness;
import io.loadstar.batch.RawRows;
import io.loadstar.batch.RecordId;
import io.loadstar.model.Severity;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.Late;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Which records of a source came late, and to which batch these belong.
 *
 * @param corrected ids of records that a person corrected: they belong to the batch in which they
 *     were quarantined
 */
public record LateRecords(
    Late late, Lateness lateness, Set<String> corrected, LocalDate batchDate) {
  /** Rule that they break where they are not sent to their day. */
  public static final String RULE = "late";

  static Optional<LateRecords> of(
      SourceSpec source, Lateness lateness, Set<String> corrected, LocalDate batchDate) {
    return source.late().map(late -> new LateRecords(late, lateness, corrected, batchDate));
  }

  /** That a record must not be late; nothing where late ones go to their day. */
  Optional<Rule> rule() {
    if (lateness.watermarks().isEmpty() || late.then() == SourceSpec.Then.OWN_DAY) {
      return Optional.empty();
    }
    boolean isTaken = late.then() == SourceSpec.Then.TAKE;
    return Optional.of(
        new Rule(
            RULE,
            late.by(),
            isTaken ? Severity.WARN : Severity.QUARANTINE,
            isLate(),
            col(late.by()).cast("string"),
            "came more than " + late.shown() + " after newer ones"));
  }

  /** Whether a record of a file of this batch belongs to another one. */
  Column isElsewhere() {
    return isOneOf(lateness.sent())
        .and(not(isOneOf(lateness.strays())))
        .and(isLate())
        .and(not(isOwnDay()))
        .and(not(isCorrected()));
  }

  private Column isCorrected() {
    return corrected.isEmpty() ? lit(false) : RecordId.ofRow().isin(corrected.toArray());
  }

  /** Whether a record of another batch's file does not belong to this one. */
  Column isForeign() {
    return isOneOf(lateness.strays()).and(not(isLate().and(isOwnDay()))).and(not(isCorrected()));
  }

  private Column isOwnDay() {
    Column day = to_date(col(late.by())).equalTo(lit(batchDate.toString()).cast("date"));
    return coalesce(day, lit(false));
  }

  private static Column isOneOf(Set<String> files) {
    if (files.isEmpty()) {
      return lit(false);
    }
    Set<String> own = new HashSet<>(files);
    UDF1<String, Boolean> isOneOf = own::contains;
    return coalesce(
        functions.udf(isOneOf, DataTypes.BooleanType).apply(col(RawRows.FILE)), lit(false));
  }

  /**
   * To which days late records belong.
   *
   * @param records with their typed values
   * @return a file and a day such as 2025-06-01 in each row
   */
  public List<Row> days(Dataset<Row> records) {
    return records
        .filter(isLate())
        .select(col(RawRows.FILE), to_date(col(late.by())).cast("string"))
        .distinct()
        .collectAsList();
  }

  private Column isLate() {
    Map<String, Long> watermarks = new HashMap<>();
    lateness.watermarks().forEach((file, time) -> watermarks.put(file, micros(time)));
    UDF1<String, Long> ofFile = watermarks::get;
    Column watermark = functions.udf(ofFile, DataTypes.LongType).apply(col(RawRows.FILE));
    return coalesce(unix_micros(col(late.by())).lt(watermark), lit(false));
  }

  private static long micros(LocalDateTime time) {
    return ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), time);
  }
}
