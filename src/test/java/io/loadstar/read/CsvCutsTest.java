package io.loadstar.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.batch.InputFile;
import io.loadstar.batch.RawRecords;
import io.loadstar.model.FormatSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.spec.Problems;
import io.loadstar.spec.SpecReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large files are cut where that changes nothing: records, places and line numbers stay. */
@Tag("slow")
class CsvCutsTest {
  private static final FormatSpec CSV = FormatSpec.of(FormatSpec.Kind.CSV);
  private static final CsvHeader COLUMNS =
      new CsvHeader(List.of(0, 1), List.of("number", "text"), 2);
  private static final long SLICE = SlicePlanner.SLICE_BYTES;

  @TempDir Path folder;

  /** Plain lines, with {@code special} in the place of the one that would reach over an offset. */
  private Path file(List<Long> offsets, List<String> special, long size) throws IOException {
    Path file = folder.resolve("large.csv");
    String plain = "12345,a rather plain line of text that fills the file with little ado";
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      long written = 0;
      int next = 0;
      while (written < size) {
        boolean isSpecial = next < offsets.size() && written + plain.length() > offsets.get(next);
        String line = isSpecial ? special.get(next++) : plain;
        out.write(line);
        out.write('\n');
        written += line.length() + 1;
      }
    }
    return file;
  }

  private static List<FileSlice> pieces(Path file) throws IOException {
    return LongStream.iterate(0, start -> start + SLICE)
        .limit((Files.size(file) + SLICE - 1) / SLICE)
        .mapToObj(start -> new FileSlice(file.toString(), start, start + SLICE, 0, COLUMNS))
        .toList();
  }

  private static List<FileSlice> safe(Path file) throws IOException {
    SparkSession spark = SparkRuntime.start(SparkRuntime.LOCAL);
    return CsvCuts.safe(
        pieces(file),
        CSV,
        new JavaSparkContext(spark.sparkContext()),
        new SerializableConfiguration(new Configuration()));
  }

  private SourceSpec source() throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("lines.yaml"),
            """
            subject: lines
            sources:
              lines:
                path: large.csv
                format: {type: csv}
                columns:
                  number: {type: string}
                  text: {type: string}
            """);
    return SpecReader.read(spec, new Problems()).orElseThrow().sources().get(0);
  }

  /** What differs between two readings: line, offset and text of each record that is not plain. */
  private List<String> records(List<FileSlice> slices) throws IOException {
    SourceSpec source = source();
    List<String> records = new ArrayList<>();
    long plain = 0;
    long lines = 0;
    for (FileSlice slice : slices) {
      Iterator<InternalRow> rows =
          new SliceReader(
                  source, new SerializableConfiguration(new Configuration()), new SeenFields())
              .rows(slice);
      while (rows.hasNext()) {
        InternalRow row = rows.next();
        lines += row.getLong(1);
        if (row.isNullAt(4) && row.getUTF8String(6).toString().equals("12345")) {
          plain++;
        } else {
          records.add(row.getLong(1) + " " + row.getLong(2) + " " + row.getUTF8String(3));
        }
      }
    }
    records.add(plain + " plain, lines add up to " + lines);
    return records;
  }

  private List<String> uncut(Path file) throws IOException {
    return records(List.of(new FileSlice(file.toString(), 0, Long.MAX_VALUE, 0, COLUMNS)));
  }

  @Test
  void fileWithoutQuotesIsCutEverywhere() throws IOException {
    Path file = file(List.of(), List.of(), 2 * SLICE + 1000);
    assertThat(safe(file)).hasSize(3);
    assertThat(records(safe(file))).isEqualTo(uncut(file));
  }

  @Test
  void fieldThatReachesOverACutIsNotCut() throws IOException {
    Path file =
        file(
            List.of(1000L, SLICE, 2 * SLICE + 5000),
            List.of(
                "1,\"two\nlines\"",
                "2,\"reaches" + "\nover the cut".repeat(20) + "\"",
                "3,a stray \" quote"),
            3 * SLICE + 1000);
    assertThat(safe(file)).extracting(FileSlice::start).containsExactly(0L, 3 * SLICE);
    assertThat(records(safe(file))).isEqualTo(uncut(file));
  }

  /** What is left of the line that is cut holds the quote that opens a field. */
  @Test
  void fieldThatIsOpenedBehindACutIsNotCut() throws IOException {
    String record = "900001,\"first line\n900002,no row\nlast line\"";
    Path file = file(List.of(SLICE - 3), List.of(record), 2 * SLICE + 1000);
    assertThat(safe(file)).extracting(FileSlice::start).containsExactly(0L, 2 * SLICE);
    assertThat(records(safe(file))).isEqualTo(uncut(file));
  }

  @Test
  void quoteThatNobodyClosesCostsItsLineWhateverTheCut() throws IOException {
    Path file = file(List.of(SLICE - 3000), List.of("4,\"never closed"), 2 * SLICE + 1000);
    assertThat(safe(file)).hasSize(3);
    assertThat(records(safe(file))).isEqualTo(uncut(file));
  }

  /** As a load reads it: in slices of one size, each a partition. */
  @Test
  void sourceIsReadInSlices() throws IOException {
    Path file =
        file(
            List.of(1000L, 2 * SLICE),
            List.of("1,\"two\nlines\"", "2,\"three\nmore\nlines\""),
            2 * SLICE + 5000);
    String header = "number,text\n";
    Files.writeString(file, header + Files.readString(file));
    SparkSession spark = SparkRuntime.start(SparkRuntime.LOCAL);
    SeenFields seen = new SeenFields();
    spark.sparkContext().register(seen);
    RawRecords read =
        new SourceReader(spark, seen)
            .read(source(), List.of(new InputFile(file.toString(), Files.size(file))));
    Row found =
        read.rows()
            .agg(
                functions.count("*"),
                functions.countDistinct("_offset"),
                functions.max("_line"),
                functions.count(functions.when(functions.col("text").contains("\n"), 1)))
            .first();
    // Header, one line break in the first field, two in the second.
    long lines = Files.readString(file).lines().count();
    assertThat(read.rows().rdd().getNumPartitions()).isEqualTo(3);
    assertThat(read.recordsRead().get()).isEqualTo(found.getLong(0)).isEqualTo(lines - 4);
    assertThat(found.getLong(1)).isEqualTo(found.getLong(0));
    assertThat(found.getLong(2)).as("line of the last record").isEqualTo(lines);
    assertThat(found.getLong(3)).isEqualTo(2);
  }
}
