package io.loadstar.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.model.CsvOddities;
import io.loadstar.model.FormatSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CsvCursorTest {
  private static final FormatSpec CSV = FormatSpec.of(FormatSpec.Kind.CSV);
  private static final FormatSpec ONE_LINE =
      new FormatSpec(
          FormatSpec.Kind.CSV,
          true,
          ",",
          '"',
          '"',
          "UTF-8",
          false,
          FormatSpec.Layout.AUTO,
          "",
          CsvOddities.NOTHING,
          List.of(),
          List.of(""));

  @Provide
  Arbitrary<String> fields() {
    return Arbitraries.strings().withChars("ab,\"\r\né \t;'\\|").ofMaxLength(8);
  }

  private static String quoted(String field) {
    return '"' + field.replace("\"", "\"\"") + '"';
  }

  /** Whatever is written as RFC 4180 says is read as it was. */
  @Property(tries = 500)
  void wellFormedCsvComesBackAsItWas(
      @ForAll @Size(min = 1, max = 6)
          List<@Size(3) List<@net.jqwik.api.From("fields") String>> table,
      @ForAll boolean isWindows)
      throws IOException {
    String lineEnd = isWindows ? "\r\n" : "\n";
    String text =
        table.stream()
            .map(row -> row.stream().map(CsvCursorTest::quoted).collect(Collectors.joining(",")))
            .collect(Collectors.joining(lineEnd));
    List<List<String>> read = new ArrayList<>();
    List<String> raw = new ArrayList<>();
    try (CsvCursor cursor = cursor(text, CSV, 0, Long.MAX_VALUE, 3)) {
      while (cursor.next()) {
        assertThat(cursor.broken()).isEmpty();
        read.add(cursor.texts());
        raw.add(cursor.raw().toString());
        assertThat(text.getBytes(StandardCharsets.UTF_8)[(int) cursor.offset()])
            .isEqualTo((byte) '"');
      }
    }
    assertThat(read).isEqualTo(table);
    assertThat(String.join(lineEnd, raw)).isEqualTo(text);
  }

  /** Where a file is cut into slices makes no difference, and no record is read twice or lost. */
  @Property(tries = 500)
  void slicesReadEveryRecordOnce(
      @ForAll @Size(max = 12) List<@net.jqwik.api.From("fields") String> lines,
      @ForAll @IntRange(min = 1, max = 40) int slice)
      throws IOException {
    String text = String.join("\n", lines);
    List<String> whole = records(text, 0, Long.MAX_VALUE);
    List<String> sliced = new ArrayList<>();
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    for (int start = 0; start < length; start += slice) {
      sliced.addAll(records(text, start, start + slice));
    }
    assertThat(sliced).isEqualTo(whole);
  }

  private static List<String> records(String text, long start, long end) throws IOException {
    List<String> records = new ArrayList<>();
    try (CsvCursor cursor = cursor(text, ONE_LINE, start, end, 2)) {
      if (start > 0) {
        cursor.skipPartialLine();
      }
      while (cursor.next()) {
        records.add(cursor.offset() + " " + cursor.raw() + cursor.broken());
      }
    }
    return records;
  }

  private static CsvCursor cursor(
      String text, FormatSpec format, long start, long end, int fields) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int from = start == 0 ? 0 : (int) start - 1;
    ByteWindow window =
        new ByteWindow(new ByteArrayInputStream(bytes, from, bytes.length - from), from);
    return new CsvCursor(window, format, end, start == 0 ? 1 : 0, fields);
  }

  @Test
  void linesAreCountedAcrossQuotedLineBreaksAndBlankLines() throws IOException {
    List<Long> lines = new ArrayList<>();
    try (CsvCursor cursor = cursor("a,\"1\n2\n3\"\n\nb,4\n\"c,5\nd,6", CSV, 0, Long.MAX_VALUE, 2)) {
      while (cursor.next()) {
        lines.add(cursor.line());
      }
    }
    assertThat(lines).containsExactly(1L, 5L, 6L, 7L);
  }

  @Test
  void recordsLargerThanTheWindowAreReadWhole() throws IOException {
    String big = "x".repeat(3 << 20);
    try (CsvCursor cursor = cursor("a," + big + "\nb," + big + "\n", CSV, 0, Long.MAX_VALUE, 2)) {
      assertThat(cursor.next()).isTrue();
      assertThat(Objects.requireNonNull(cursor.column(1)).numBytes()).isEqualTo(3 << 20);
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.column(0)).hasToString("b");
      assertThat(Objects.requireNonNull(cursor.column(1)).numBytes()).isEqualTo(3 << 20);
      assertThat(cursor.next()).isFalse();
    }
  }

  @Test
  void aRecordThatIsTooLongCostsItsOwnLineOnly() throws IOException {
    String text = "a,1\n" + "x".repeat(RecordCursor.LONGEST_RECORD + 5000) + ",2\nb,3\n";
    List<String> records = new ArrayList<>();
    try (CsvCursor cursor = cursor(text, CSV, 0, Long.MAX_VALUE, 2)) {
      while (cursor.next()) {
        records.add(
            cursor.line()
                + " "
                + cursor.broken().map(BrokenRecord::rule).orElse("")
                + " "
                + cursor.raw().substring(0, 3));
      }
    }
    assertThat(records).containsExactly("1  a,1", "2 size xxx", "3  b,3");
  }
}
