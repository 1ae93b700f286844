package io.loadstar.validate.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** What reads texts by itself, against Java's own library. */
class PlainTextsTest {
  private static final DateTimeFormatter TIMES =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd[' ']['T']HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  @Property(tries = 5000)
  void timesAreReadAsJavaReadsThem(@ForAll("times") String text) {
    assertThat(PlainTimes.timestamp(UTF8String.fromString(text))).as(text).isEqualTo(micros(text));
  }

  @Property(tries = 5000)
  void datesAreReadAsJavaReadsThem(@ForAll("times") String text) {
    String date = text.substring(0, Math.min(text.length(), 10));
    assertThat(PlainTimes.date(UTF8String.fromString(date))).as(date).isEqualTo(day(date));
  }

  @Property(tries = 5000)
  void wholeNumbersAreReadAsJavaReadsThem(@ForAll("numbers") String text) {
    BigInteger value = text.matches("[+-]?[0-9]+") ? new BigInteger(text) : null;
    UTF8String given = UTF8String.fromString(text);
    assertThat(WholeNumbers.integer(given))
        .as(text)
        .isEqualTo(value == null || value.bitLength() > 31 ? null : value.intValue());
    assertThat(WholeNumbers.bigint(given))
        .as(text)
        .isEqualTo(value == null || value.bitLength() > 63 ? null : value.longValue());
  }

  @Example
  void whatMostFilesHaveIsRead() {
    assertThat(micros("2024-02-29 23:59:59.5")).isNotNull();
    assertThat(PlainTimes.timestamp(UTF8String.fromString("2024-02-29 23:59:59.5")))
        .isEqualTo(micros("2024-02-29 23:59:59.5"));
    assertThat(PlainTimes.timestamp(UTF8String.fromString("2024-02-29T23:59:59"))).isNotNull();
    assertThat(PlainTimes.date(UTF8String.fromString("1900-02-29"))).isNull();
    assertThat(PlainTimes.date(UTF8String.fromString("2000-02-29"))).isEqualTo(11_016);
    // As the last thing of a quoted field.
    assertThat(PlainTimes.date(UTF8String.fromString("2000-02-29\r\n"))).isEqualTo(11_016);
    assertThat(WholeNumbers.integer(UTF8String.fromString("-12\n"))).isEqualTo(-12);
    assertThat(WholeNumbers.bigint(UTF8String.fromString("+12\r\n"))).isEqualTo(12);
    assertThat(WholeNumbers.integer(UTF8String.fromString("\n"))).isNull();
    assertThat(WholeNumbers.integer(UTF8String.fromString("-"))).isNull();
  }

  /** Real times, and what is left of some after one place was changed. */
  @Provide
  Arbitrary<String> times() {
    Arbitrary<String> real =
        Arbitraries.longs()
            .between(
                LocalDateTime.of(1, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC),
                LocalDateTime.of(9999, 12, 31, 23, 59).toEpochSecond(ZoneOffset.UTC))
            .map(second -> LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC))
            .map(time -> time.truncatedTo(ChronoUnit.SECONDS))
            .map(time -> time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")));
    Arbitrary<String> ended =
        real.flatMap(
            time ->
                Arbitraries.of("", ".1", ".000001", ".120000", ".", ".1234567", "Z", ".x", "+01:00")
                    .map(end -> time + end));
    Arbitrary<String> changed =
        ended.flatMap(
            time ->
                Arbitraries.integers()
                    .between(0, time.length() - 1)
                    .flatMap(
                        at ->
                            Arbitraries.of(
                                    "0", "1", "2", "3", "6", "9", "-", ":", "T", " ", "", "é")
                                .map(
                                    other ->
                                        time.substring(0, at) + other + time.substring(at + 1))));
    return Arbitraries.oneOf(List.of(ended, changed));
  }

  @Provide
  Arbitrary<String> numbers() {
    return Arbitraries.oneOf(
        List.of(
            Arbitraries.bigIntegers()
                .between(BigInteger.TWO.pow(65).negate(), BigInteger.TWO.pow(65))
                .map(BigInteger::toString),
            Arbitraries.integers().map(value -> (value < 0 ? "" : "+") + value),
            Arbitraries.strings().withChars("0123456789+-. e٣").ofMaxLength(6)));
  }

  private static @Nullable Long micros(String text) {
    try {
      // Java reads a point without digits as a fraction.
      boolean isShaped = text.matches(".{10}[ T].*[0-9]");
      LocalDateTime time = LocalDateTime.parse(text, TIMES);
      return isShaped && time.getYear() > 0
          ? ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), time)
          : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Integer day(String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      return date.getYear() > 0 && text.length() == 10 ? (int) date.toEpochDay() : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
