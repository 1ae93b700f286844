package io.loadstar.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.batch.InputFile;
import io.loadstar.batch.RawRows;
import io.loadstar.model.SourceSpec;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.spec.Problems;
import io.loadstar.spec.SpecReader;
import io.loadstar.support.Folders;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What is kept of a record in the quarantine says the same as its file did: the same texts, and
 * what could not be taken apart still cannot.
 */
class RecordIsReadAlikeAgainTest {
  private static final Configuration HADOOP = new Configuration();
  private static final SourceSpec CSV = source("type: csv", "refuse");
  private static final SourceSpec BARS =
      source("type: csv, delimiter: '||', line_end: cr, skip_footer: 1, comment: '#'", "refuse");
  private static final SourceSpec FIXED =
      source("type: fixed, skip_footer: 1", "refuse", ", at: 1-3", ", from: b.c, at: 3-5");
  private static final SourceSpec JSON = source("type: json", "quarantine");
  private static final SourceSpec JSON_IGNORING = source("type: json", "ignore");

  private static SourceSpec source(String format, String extra) {
    return source(format, extra, "", ", from: b.c");
  }

  private static SourceSpec source(String format, String extra, String one, String two) {
    Path folder = Folders.temporary("alike");
    Path spec = folder.resolve("things.yaml");
    Folders.write(
        spec,
        """
        subject: things
        sources:
          things:
            path: things
            format: {%s}
            extra_columns: %s
            columns:
              one: {type: string%s}
              two: {type: string%s}
        """
            .formatted(format, extra, one, two));
    return SpecReader.read(spec, new Problems()).orElseThrow().sources().get(0);
  }

  @Provide
  Arbitrary<String> csv() {
    Arbitrary<String> field =
        Arbitraries.of(
            "",
            "a",
            "\"\"",
            "\"x\ny\"",
            "\"1,2\"",
            "\"q\"\"q\"",
            "c\"",
            "\"open",
            "b\r",
            "é",
            "\0");
    return lines(field.list().ofMinSize(1).ofMaxSize(3).map(two -> String.join(",", two)));
  }

  @Provide
  Arbitrary<String> json() {
    Arbitrary<String> value =
        Arbitraries.of(
            "null",
            "1",
            "1.50",
            "\"\"",
            "\"a\\u0000\"",
            "\"\\ud800\"",
            "{\"c\": 2}",
            "{\"c\": null, \"d\": 1}",
            "[1, {\"x\": 2}]",
            "NaN",
            "\"é\"",
            "tru");
    Arbitrary<String> name = Arbitraries.of("\"one\"", "\"b\"", "\"b.c\"", "\"other\"");
    Arbitrary<String> pair = name.flatMap(key -> value.map(text -> key + ": " + text));
    Arbitrary<String> object =
        pair.list().ofMaxSize(3).map(pairs -> "{" + String.join(", ", pairs) + "}");
    return lines(Arbitraries.oneOf(object, Arbitraries.of("[1]", "{\"one\":", "{} x", "\f")));
  }

  private static Arbitrary<String> lines(Arbitrary<String> line) {
    return line.list().ofMinSize(1).ofMaxSize(4).map(all -> String.join("\n", all) + "\n");
  }

  @Property(tries = 300)
  void csvIsReadAlikeAgain(@ForAll("csv") String text) throws IOException {
    check(CSV, "one,b.c\n" + text);
  }

  @Property(tries = 300)
  void otherDelimitersAndLineEndsAreReadAlikeAgain(@ForAll("csv") String text) throws IOException {
    String others = text.replace("\r", "").replace(",", "||").replace('\n', '\r');
    check(BARS, "one||b.c\r#\r" + others + "total||2\r");
  }

  @Property(tries = 300)
  void fieldsOfFixedWidthAreReadAlikeAgain(@ForAll("csv") String text) throws IOException {
    check(FIXED, text.replace("\r", "") + "total 2\n");
  }

  @Property(tries = 300)
  void jsonIsReadAlikeAgain(@ForAll("json") String text) throws IOException {
    // The first line says that there is a record on each.
    check(JSON, "{}\n" + text);
    check(JSON_IGNORING, "{}\n" + text);
  }

  private static void check(SourceSpec source, String text) throws IOException {
    Path file = Files.createTempFile("alike", ".txt");
    try {
      Files.writeString(file, text);
      InputFile input = new InputFile(file.toString(), Files.size(file));
      RecordTexts again = new RecordTexts(source, List.of(input), HADOOP);
      SliceReader reader =
          new SliceReader(source, new SerializableConfiguration(HADOOP), new SeenFields());
      for (FileSlice slice : SlicePlanner.plan(source, List.of(input), HADOOP)) {
        Iterator<InternalRow> rows = reader.rows(slice);
        while (rows.hasNext()) {
          check(rows.next(), again, input);
        }
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void check(InternalRow row, RecordTexts again, InputFile file) throws IOException {
    Map<String, String> read = null;
    if (row.isNullAt(4)) {
      read = new HashMap<>();
      read.put("one", text(row, 0));
      read.put("b.c", text(row, 1));
    }
    assertThat(again.texts(file.shown(), row.getUTF8String(3).getBytes())).isEqualTo(read);
  }

  private static @Nullable String text(InternalRow row, int column) {
    int index = RawRows.PLACE_COLUMNS + column;
    return row.isNullAt(index) ? null : row.getUTF8String(index).toString();
  }

  /** Values whose form in JSON is not the form that a cast to text gives. */
  @Test
  void parquetIsReadAlikeAgain() throws IOException {
    Path folder = Folders.temporary("alike-parquet");
    SparkSession spark = SparkRuntime.start(SparkRuntime.LOCAL);
    StructType types =
        new StructType()
            .add("instant", DataTypes.TimestampType)
            .add("local", DataTypes.TimestampNTZType)
            .add("exact", DataTypes.createDecimalType(10, 2))
            .add("broad", DataTypes.DoubleType)
            .add("bytes", DataTypes.BinaryType)
            .add("text", DataTypes.StringType)
            .add("flag", DataTypes.BooleanType)
            .add("many", DataTypes.createArrayType(DataTypes.TimestampType));
    Timestamp time = Timestamp.valueOf("2025-06-01 10:00:00.123456");
    List<Row> rows =
        List.of(
            RowFactory.create(
                time,
                LocalDateTime.parse("2025-06-01T10:00:00.120001"),
                new BigDecimal("0.00"),
                1.23456789E7,
                new byte[] {'a', 'b'},
                "",
                true,
                new Timestamp[] {time, null}),
            RowFactory.create(null, null, null, Double.NaN, null, "\0", null, null),
            RowFactory.create(
                null, null, null, 7.0, new byte[] {(byte) 0xC3, 0x28}, "x", null, null));
    Path file = folder.resolve("things.parquet");
    spark.createDataFrame(rows, types).coalesce(1).write().parquet(file.toString());
    Path spec = folder.resolve("things.yaml");
    Folders.write(
        spec,
        """
        subject: things
        sources:
          things:
            path: things.parquet
            columns:
              instant: {type: timestamp}
              local:   {type: timestamp}
              exact:   {type: decimal, precision: 10, scale: 2}
              broad:   {type: decimal, precision: 12, scale: 2}
              bytes:   {type: string}
              text:    {type: string}
              flag:    {type: boolean}
              many:    {type: array}
        """);
    SourceSpec source = SpecReader.read(spec, new Problems()).orElseThrow().sources().get(0);
    InputFile input = new InputFile(file.toString(), 1);
    SeenFields seen = new SeenFields();
    spark.sparkContext().register(seen);
    List<Row> read =
        new SourceReader(spark, seen).read(source, List.of(input)).rows().collectAsList();
    RecordTexts again = new RecordTexts(source, List.of(), HADOOP);
    List<String> broken = new ArrayList<>();
    for (Row row : read) {
      broken.add(row.getAs(RawRows.BROKEN_RULE));
      Map<String, String> texts = new HashMap<>();
      source.columnNames().forEach(name -> texts.put(name, row.getAs(name)));
      byte[] raw = row.<String>getAs(RawRows.RAW).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      assertThat(again.texts(input.shown(), raw))
          .isEqualTo(row.getAs(RawRows.BROKEN_RULE) == null ? texts : null);
    }
    assertThat(broken).containsExactly(null, "nul_byte", "encoding");
    assertThat(read.get(0).<String>getAs("instant"))
        .isEqualTo(time.toInstant().toString().replace('T', ' '));
    assertThat(read.get(0).<String>getAs("local")).isEqualTo("2025-06-01 10:00:00.120001");
    assertThat(read.get(0).<String>getAs("broad")).isEqualTo("12345678.9");
    assertThat(read.get(0).<String>getAs("exact")).isEqualTo("0");
  }
}
