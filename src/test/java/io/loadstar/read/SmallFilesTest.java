package io.loadstar.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.batch.InputFile;
import io.loadstar.batch.RawRecords;
import io.loadstar.model.SourceSpec;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.spec.Problems;
import io.loadstar.spec.SpecReader;
import io.loadstar.support.Folders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Encoders;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One task may read thousands of small files, and knows how to close each until it ends. */
class SmallFilesTest {
  /** With the buffers of all of them the heap would be full. */
  private static final int FILES = 20_000;

  @TempDir Path folder;

  @Test
  void filesThatHaveEndedTakeNoRoom() {
    Path file = folder.resolve("small.csv");
    Folders.write(file, "1,a\n2,b\n");
    JavaSparkContext spark =
        new JavaSparkContext(SparkRuntime.start(SparkRuntime.LOCAL).sparkContext());
    SeenFields seen = new SeenFields();
    spark.sc().register(seen);
    SliceReader reader =
        new SliceReader(source(), new SerializableConfiguration(new Configuration()), seen);
    FileSlice slice =
        new FileSlice(
            file.toString(), 0, Long.MAX_VALUE, 0, new CsvHeader(List.of(0, 1), List.of(), 2));
    long rows =
        spark.parallelize(Collections.nCopies(FILES, slice), 1).flatMap(reader::rows).count();
    assertThat(rows).isEqualTo(2 * FILES);
  }

  @Test
  void manyShareATask() {
    List<InputFile> files = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Path file = folder.resolve("small" + i + ".csv");
      Folders.write(file, i + ",a\n" + i + ",b\n");
      files.add(new InputFile(file.toString(), file.toFile().length()));
    }
    RawRecords read = reader().read(source(), files);
    assertThat(read.rows().rdd().getNumPartitions())
        .isLessThanOrEqualTo(2 * spark().defaultParallelism() + 1);
    List<String> numbers =
        read.rows().select("number").as(Encoders.STRING()).collectAsList().stream()
            .distinct()
            .toList();
    assertThat(numbers)
        .as("in their order")
        .isEqualTo(IntStream.range(0, 500).mapToObj(String::valueOf).toList());
    assertThat(read.recordsRead().get()).isEqualTo(1_000);
  }

  /** What is large goes on all cores. */
  @Test
  void largeFilesHaveTasksOfTheirOwn() {
    List<FileSlice> slices =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    new FileSlice(
                        "large.csv",
                        i * SlicePlanner.SLICE_BYTES,
                        (i + 1) * SlicePlanner.SLICE_BYTES,
                        0,
                        CsvHeader.NONE))
            .toList();
    SlicedFiles files =
        new SlicedFiles(
            spark().sc(),
            new SliceReader(
                source(), new SerializableConfiguration(new Configuration()), new SeenFields()),
            Map.of("large.csv", 12 * SlicePlanner.SLICE_BYTES),
            CompletableFuture.completedFuture(slices));
    assertThat(files.getNumPartitions()).isEqualTo(12);
  }

  private static JavaSparkContext spark() {
    return new JavaSparkContext(SparkRuntime.start(SparkRuntime.LOCAL).sparkContext());
  }

  private static SourceReader reader() {
    SeenFields seen = new SeenFields();
    spark().sc().register(seen);
    return new SourceReader(SparkRuntime.start(SparkRuntime.LOCAL), seen);
  }

  private SourceSpec source() {
    Path spec = folder.resolve("lines.yaml");
    Folders.write(
        spec,
        """
        subject: lines
        sources:
          lines:
            path: small.csv
            format: {type: csv, header: false}
            columns:
              number: {type: string}
              text: {type: string}
        """);
    return SpecReader.read(spec, new Problems()).orElseThrow().sources().get(0);
  }
}
