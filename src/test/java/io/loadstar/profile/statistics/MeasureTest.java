package io.loadstar.profile.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.profile.ColumnProfile;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers and times have places on a line, and what is none has none. */
class MeasureTest {
  private static Measure of(String... values) {
    return new Measure(ColumnProfile.of("a", List.of(values)).type());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1         | 7                         | 7",
        "1.5       | -2.25                     | -2.25",
        "1.234,50  | 2.000,5                   | 2000.5",
        "1,234.50  | 2,000.5                   | 2000.5",
        "1e3       | 2.5e-1                    | 0.25",
        "1970-01-05 | 1970-01-02               | 1",
        "31.12.1969 | 02.01.1970               | 1",
        "1970-01-01 00:00:09 | 1970-01-01 00:01:00 | 60",
        "1970-01-01 00:00:09 | 1970-01-01T00:01:00.5 | 60",
        "1970-01-01 00:00:09 | 1970-01-01T01:01:00+01:00 | 60",
        "31.12.1969 14:00 | 01.01.1970 00:02   | 120"
      })
  void valuesAreRead(String sample, String value, double point) {
    assertThat(of(sample).of(value)).isEqualTo(OptionalDouble.of(point));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | one",
        "1 | 1a",
        "1.5 | .",
        "2025-01-01 | 2025-02-30",
        "2025-01-01 10:00:00 | later"
      })
  void whatIsNoneIsNone(String sample, String value) {
    assertThat(of(sample).of(value)).isEmpty();
  }

  @Test
  void pointsAreShownAsPeopleReadThem() {
    assertThat(of("1.5").text(1234567.891)).isEqualTo("1234570");
    assertThat(of("2025-01-01").text(1)).isEqualTo("1970-01-02");
    assertThat(of("2025-01-01 10:00:00").text(61)).isEqualTo("1970-01-01 00:01:01");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"AB-1204 | A+-9+", "x7 | a9", "Jane Roe | Aa+ Aa+", "éÉ | aA", "a++b | a++a"})
  void patternsOfTexts(String value, String pattern) {
    assertThat(ValuePattern.of(value)).isEqualTo(pattern);
  }
}
