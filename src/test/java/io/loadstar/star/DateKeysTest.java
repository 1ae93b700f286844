package io.loadstar.star;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Keys of the calendar, against Java's own formatter. */
class DateKeysTest {
  private static final DateTimeFormatter KEY = DateTimeFormatter.ofPattern("uuuuMMdd");

  /** 0001-01-01 to 9999-12-31, the years that a warehouse stores. */
  @Property
  void keyIsTheDate(
      @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long second,
      @ForAll @IntRange(max = 999_999) int micro) {
    int expected =
        Integer.parseInt(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC).format(KEY));
    assertThat(DateKeys.key(TimeUnit.SECONDS.toMicros(second) + micro)).isEqualTo(expected);
    assertThat(DateKeys.key((int) Math.floorDiv(second, TimeUnit.DAYS.toSeconds(1))))
        .isEqualTo(expected);
  }
}
