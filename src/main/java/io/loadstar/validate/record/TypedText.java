package io.loadstar.validate.record;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.loadstar.model.ColumnSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * Text to typed values, or NULL where the text is no such value. Spark's own casts take looser
 * forms than a spec means (a date without a day, a number ending in 'd', rounding to scale), so
 * each is guarded by the shape of the text.
 */
final class TypedText {
  private static final String TIMESTAMP =
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})?$";
  private static final String OFFSET = "(Z|[+-][0-9]{2}:[0-9]{2})$";
  private static final String DOUBLE = "^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?$";

  /** Pattern letters that read an offset or a zone from the text itself. */
  private static final Pattern ZONE_LETTERS = Pattern.compile("[XxZzVO]");

  private static final Pattern QUOTED = Pattern.compile("'[^']*'");

  private TypedText() {}

  static Column of(Column text, ColumnSpec column) {
    Column trimmed = functions.trim(text);
    return switch (column.type().kind()) {
      case INTEGER -> WholeNumbers.integer(NumberTexts.plain(trimmed, column.numberForm()));
      case BIGINT -> WholeNumbers.bigint(NumberTexts.plain(trimmed, column.numberForm()));
      case DECIMAL -> decimal(NumberTexts.plain(trimmed, column.numberForm()), column);
      case DOUBLE -> doubleNumber(NumberTexts.plain(trimmed, column.numberForm()));
      case BOOLEAN -> trimmed.try_cast("boolean");
      case DATE -> inYears(date(trimmed, column), "date");
      case TIMESTAMP -> inYears(timestamp(trimmed, column), "timestamp");
      case STRING, UUID -> text;
      case ARRAY -> ArrayText.elements(trimmed, column.split());
    };
  }

  private static Column shaped(Column text, String shape, Column value) {
    return when(text.rlike(shape), value);
  }

  private static Column decimal(Column text, ColumnSpec column) {
    int scale = column.type().scale();
    String fraction = scale == 0 ? "(\\.0*)?" : "(\\.[0-9]{0," + scale + "}0*)?";
    return shaped(
        text,
        "^[+-]?[0-9]+" + fraction + "$",
        text.try_cast("decimal(" + column.type().precision() + "," + scale + ")"));
  }

  private static Column doubleNumber(Column text) {
    Column value = text.try_cast("double");
    Column isFinite = functions.abs(value).leq(lit(Double.MAX_VALUE));
    // A number too small for a double would become zero.
    Column isKept = value.notEqual(lit(0.0)).or(functions.not(text.rlike("^[^eE]*[1-9]")));
    return shaped(text, DOUBLE, when(isFinite.and(isKept), value));
  }

  private static Column date(Column text, ColumnSpec column) {
    if (column.formats().isEmpty()) {
      return PlainTimes.date(text);
    }
    List<Column> tries = new ArrayList<>();
    for (String format : column.formats()) {
      tries.add(inCentury(day(text, format, column.zone()), format, column));
    }
    return coalesce(tries.toArray(Column[]::new));
  }

  /** Of a text with an offset the day as written, or that of the zone if one is given. */
  private static Column day(Column text, String format, Optional<String> zone) {
    Column instant = instant(text, format);
    if (EpochTimes.isFormat(format)) {
      return zone.map(name -> functions.from_utc_timestamp(instant, name))
          .orElse(instant)
          .cast("date");
    }
    if (!hasZone(format)) {
      return instant.cast("date");
    }
    return zone.map(name -> functions.from_utc_timestamp(instant, name).cast("date"))
        .orElseGet(() -> when(instant.isNotNull(), WrittenDay.of(text, format)));
  }

  private static Column instant(Column text, String format) {
    return EpochTimes.isFormat(format)
        ? EpochTimes.time(text, format)
        : functions.try_to_timestamp(text, lit(format));
  }

  /** Spark takes two digits of a year for one of this century. */
  private static Column inCentury(Column value, String format, ColumnSpec column) {
    if (!TimeFormats.hasShortYear(format) || column.pivot().isEmpty()) {
      return value;
    }
    int last = column.pivot().getAsInt() + 99;
    return when(
            functions.year(value).gt(lit(last)), value.minus(functions.expr("interval '100' year")))
        .otherwise(value);
  }

  private static boolean hasZone(String format) {
    return ZONE_LETTERS.matcher(QUOTED.matcher(format).replaceAll("")).find();
  }

  private static Column timestamp(Column text, ColumnSpec column) {
    String zone = column.zone().orElse("UTC");
    if (column.formats().isEmpty()) {
      Column value = text.try_cast("timestamp");
      Column inZone = when(text.rlike(OFFSET), value).otherwise(inZone(value, zone));
      Column other = shaped(text, TIMESTAMP, "UTC".equals(zone) ? value : inZone);
      Column plain = PlainTimes.timestamp(text);
      return when(plain.isNotNull(), inZone(plain, zone)).otherwise(other);
    }
    List<Column> tries = new ArrayList<>();
    for (String format : column.formats()) {
      Column dated = inCentury(instant(text, format), format, column);
      tries.add(hasZone(format) || EpochTimes.isFormat(format) ? dated : inZone(dated, zone));
    }
    return coalesce(tries.toArray(Column[]::new));
  }

  /** The instant of a local time; NULL for a time that the zone's clocks skip. */
  private static Column inZone(Column local, String zone) {
    if ("UTC".equals(zone)) {
      return local;
    }
    Column instant = functions.to_utc_timestamp(local, zone);
    return when(functions.from_utc_timestamp(instant, zone).equalTo(local), instant);
  }

  /** Postgres has no year 0 and Redshift none above 9999. */
  private static Column inYears(Column value, String type) {
    Column isInside =
        value
            .geq(lit("0001-01-01").cast(type))
            .and(value.lt(functions.expr("date'9999-12-31' + interval '1' day").cast(type)));
    return when(isInside, value);
  }
}
