package io.loadstar.profile.statistics;

import io.loadstar.model.ColumnType.Kind;
import io.loadstar.profile.TypeGuess;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers and times as points on a line: numbers themselves, days and seconds since 1970. */
final class Measure {
  private static final MathContext SHOWN = new MathContext(6);
  private static final Pattern USUAL_SEPARATOR = Pattern.compile("(?<=^.{10})T");

  private static final DateTimeFormatter USUAL_TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendPattern("[XXX]")
          .toFormatter(Locale.US)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final String EPOCH = "epoch_";
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

  private final Kind kind;
  private final TypeGuess type;
  private final boolean isUsual;
  private final DateTimeFormatter times;

  Measure(TypeGuess type) {
    this.kind = type.kind();
    this.type = type;
    this.isUsual = type.format().isEmpty();
    this.times =
        type.format()
            .filter(format -> !format.startsWith(EPOCH))
            .map(
                format ->
                    DateTimeFormatter.ofPattern(format.replace("yyyy", "uuuu"), Locale.US)
                        .withResolverStyle(ResolverStyle.STRICT))
            .orElse(kind == Kind.DATE ? DateTimeFormatter.ISO_LOCAL_DATE : USUAL_TIME);
  }

  /** Whether values of the type have places on a line at all. */
  boolean isMeasurable() {
    return switch (kind) {
      case INTEGER, BIGINT, DECIMAL, DOUBLE, DATE, TIMESTAMP -> true;
      case STRING, BOOLEAN, ARRAY, UUID -> false;
    };
  }

  /** Empty for what is not of the type. */
  OptionalDouble of(String text) {
    String value = text.strip();
    return switch (kind) {
      case INTEGER, BIGINT, DECIMAL, DOUBLE -> number(value);
      case DATE, TIMESTAMP -> time(value);
      case STRING, BOOLEAN, ARRAY, UUID -> OptionalDouble.empty();
    };
  }

  private OptionalDouble number(String value) {
    if (!type.fits(value)) {
      return OptionalDouble.empty();
    }
    String plain =
        type.hasDecimalComma() ? value.replace(".", "").replace(',', '.') : value.replace(",", "");
    double number = Double.parseDouble(plain);
    return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
  }

  private OptionalDouble time(String value) {
    if (!isUsual && type.format().orElse("").startsWith(EPOCH)) {
      return sinceEpoch(value);
    }
    try {
      TemporalAccessor read =
          times.parse(isUsual ? USUAL_SEPARATOR.matcher(value).replaceFirst(" ") : value);
      LocalDate date = LocalDate.from(read);
      if (kind == Kind.DATE) {
        return OptionalDouble.of((double) date.toEpochDay());
      }
      ZoneOffset offset = read.query(TemporalQueries.offset());
      return OptionalDouble.of(
          (double)
              LocalDateTime.from(read).toEpochSecond(offset == null ? ZoneOffset.UTC : offset));
    } catch (DateTimeException e) {
      return OptionalDouble.empty();
    }
  }

  private OptionalDouble sinceEpoch(String value) {
    if (!WHOLE.matcher(value).matches()) {
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(value);
    return OptionalDouble.of(
        type.format().orElse("").endsWith("milliseconds") ? number / 1_000 : number);
  }

  /** A point as people read it. */
  String text(double point) {
    return switch (kind) {
      case DATE -> LocalDate.ofEpochDay(Math.round(point)).toString();
      case TIMESTAMP ->
          LocalDateTime.ofInstant(Instant.ofEpochSecond(Math.round(point)), ZoneOffset.UTC)
              .toString()
              .replace('T', ' ');
      case INTEGER, BIGINT, DECIMAL, DOUBLE, STRING, BOOLEAN, ARRAY, UUID ->
          new BigDecimal(point).round(SHOWN).stripTrailingZeros().toPlainString();
    };
  }
}
