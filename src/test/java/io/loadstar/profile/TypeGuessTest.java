package io.loadstar.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.model.ColumnType.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypeGuessTest {
  private static TypeGuess of(String... values) {
    return ColumnProfile.of("amount", List.of(values)).type();
  }

  private static List<String> many(String value, int times, String... others) {
    List<String> values = new ArrayList<>(Collections.nCopies(times, value));
    values.addAll(List.of(others));
    return values;
  }

  @Test
  void numbersInTheirForms() {
    assertThat(of("1", "-20", "300").kind()).isEqualTo(Kind.INTEGER);
    assertThat(of("1", "20000000000").kind()).isEqualTo(Kind.BIGINT);
    assertThat(of("007", "008").kind()).isEqualTo(Kind.STRING);
    assertThat(of("1.0", "2.0")).extracting(TypeGuess::kind).isEqualTo(Kind.INTEGER);
    assertThat(of("1.0", "2.0").number()).contains("{forms: any}");
    assertThat(of("1.5", "22.25"))
        .extracting(TypeGuess::kind, TypeGuess::precision, TypeGuess::scale)
        .containsExactly(Kind.DECIMAL, 8, 2);
    assertThat(of("1.234,50", "7,10").number()).contains("{decimal: \",\", group: \".\"}");
    assertThat(of("1,234.50", "7.10").number()).contains("{group: \",\"}");
    assertThat(of("1e5", "2.5").kind()).isEqualTo(Kind.DOUBLE);
  }

  @Test
  void timesInTheirForms() {
    assertThat(of("2025-06-01", "2025-12-31").kind()).isEqualTo(Kind.DATE);
    assertThat(of("2025-06-01").format()).isEmpty();
    assertThat(of("2025-06-01T10:00:00Z").kind()).isEqualTo(Kind.TIMESTAMP);
    assertThat(of("31.12.2025", "01.06.2025").format()).contains("dd.MM.yyyy");
    assertThat(of("12/31/2025", "06/01/2025").format()).contains("MM/dd/yyyy");
    assertThat(of("31/12/2025", "06/01/2025").otherFormat()).isEmpty();
    assertThat(of("01/06/2025", "02/06/2025").otherFormat()).contains("MM/dd/yyyy");
    assertThat(of("12/1/2010 8:26", "12/31/2010 17:05").format()).contains("M/d/yyyy H:mm");
  }

  @Test
  void fewBadValuesAreToldAndDoNotMakeItAText() {
    TypeGuess type = ColumnProfile.of("amount", many("12", 99, "twelve")).type();
    assertThat(type.kind()).isEqualTo(Kind.INTEGER);
    assertThat(type.misfits()).containsExactly("twelve");
    assertThat(ColumnProfile.of("amount", many("12", 9, "twelve")).type().kind())
        .isEqualTo(Kind.STRING);
  }

  @Test
  void wordsForNoValueAreNoText() {
    assertThat(of("12", "n/a", "NULL")).extracting(TypeGuess::kind).isEqualTo(Kind.INTEGER);
    assertThat(of("12", "n/a", "NULL").nulls()).containsExactly("NULL", "n/a");
  }

  /** C536379 among 536379s: what tells things apart is a text then. */
  @Test
  void keyWithOneLetterIsAText() {
    List<String> values = many("536379", 99, "C536379");
    assertThat(ColumnProfile.of("invoice_no", values).type().kind()).isEqualTo(Kind.STRING);
  }
}
