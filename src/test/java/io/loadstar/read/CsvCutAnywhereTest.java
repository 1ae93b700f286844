package io.loadstar.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.model.FormatSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.spec.Problems;
import io.loadstar.spec.SpecReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.SerializableConfiguration;

/** Wherever a file is cut in two, its records are those of the whole. */
@Tag("slow")
class CsvCutAnywhereTest {
  private static final char QUOTE = FormatSpec.of(FormatSpec.Kind.CSV).quote();
  private static final SourceSpec SOURCE = source();
  private static final CsvHeader COLUMNS = new CsvHeader(List.of(0, 1), List.of(), 2);

  @Provide
  Arbitrary<String> files() {
    Arbitrary<String> field =
        Arbitraries.of(
            "", "a", "12", "\"b\"", "\"x\ny\"", "\"1,2\n3,4\n5\"", "\"\"\"\"", "c\"", "\"open");
    Arbitrary<String> end = Arbitraries.of("\n", "\r\n", "\n\n");
    return field
        .list()
        .ofSize(2)
        .map(two -> String.join(",", two))
        .flatMap(line -> end.map(line::concat))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(lines -> String.join("", lines));
  }

  private static final byte LINE_FEED = '\n';

  @Property
  void recordsAreThoseOfTheWhole(@ForAll("files") String text, @ForAll @IntRange(min = 1) int at)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int cut = 1 + at % bytes.length;
    Path file = Files.createTempFile("cut", ".csv");
    try {
      Files.write(file, bytes);
      FileSlice whole = new FileSlice(file.toString(), 0, Long.MAX_VALUE, 0, COLUMNS);
      List<FileSlice> two =
          List.of(
              new FileSlice(file.toString(), 0, cut, 0, COLUMNS),
              new FileSlice(file.toString(), cut, Long.MAX_VALUE, 0, COLUMNS));
      List<CsvCuts.Seen> seen =
          List.of(
              CsvCuts.look(new ByteArrayInputStream(bytes, 0, cut), cut, (byte) QUOTE, LINE_FEED),
              CsvCuts.look(
                  new ByteArrayInputStream(Arrays.copyOfRange(bytes, cut - 1, bytes.length)),
                  Long.MAX_VALUE,
                  (byte) QUOTE,
                  LINE_FEED));
      assertThat(records(CsvCuts.safe(two, seen))).isEqualTo(records(List.of(whole)));
    } finally {
      Files.delete(file);
    }
  }

  private static List<String> records(List<FileSlice> slices) throws IOException {
    SliceReader reader =
        new SliceReader(
            SOURCE, new SerializableConfiguration(new Configuration()), new SeenFields());
    List<String> records = new ArrayList<>();
    for (FileSlice slice : slices) {
      Iterator<InternalRow> rows = reader.rows(slice);
      while (rows.hasNext()) {
        InternalRow row = rows.next();
        records.add(row.getLong(1) + " " + row.getLong(2) + " " + row.getUTF8String(3));
      }
    }
    return records;
  }

  private static SourceSpec source() {
    try {
      Path spec = Files.createTempFile("lines", ".yaml");
      Files.writeString(
          spec,
          """
          subject: lines
          sources:
            lines:
              path: cut.csv
              format: {type: csv, header: false}
              columns:
                number: {type: string}
                text: {type: string}
          """);
      SourceSpec source = SpecReader.read(spec, new Problems()).orElseThrow().sources().get(0);
      Files.delete(spec);
      return source;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
